package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KeyedWaitersTest {

  @Test
  @Timeout(30)
  void waitForNewsAlsoIfNobodyHadTimeToLook() throws InterruptedException {
    var waiters = new KeyedWaiters<String, Integer>();
    assertThat(
            waiters.await(
                "web-1",
                version -> version > 1,
                () -> {
                  waiters.tell(Map.of("web-1", 2)); // it comes meanwhile
                  throw QuestionGivenUp.waitedTooLong(Duration.ofSeconds(2), 2);
                },
                () -> false,
                Duration.ofMinutes(1)))
        .contains(2);
  }
}
