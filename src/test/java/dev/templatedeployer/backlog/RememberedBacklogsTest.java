package dev.templatedeployer.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.TemplateName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RememberedBacklogsTest {

  static final TemplateName LOCK = new TemplateName("lock");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  Instant now = NOON;
  long lag = 3;
  int asked;
  @Nullable String trouble;
  final Deque<Runnable> background = new ArrayDeque<>();
  final RememberedBacklogs backlogs =
      new RememberedBacklogs(this::measured, () -> now, background::add);

  private Map<TemplateName, Long> measured() throws LagsUnknown {
    asked++;
    if (trouble != null) {
      throw new LagsUnknown(trouble, new IllegalStateException());
    }
    return Map.of(LOCK, lag);
  }

  @Test
  void areMeasuredOnceAMomentHoweverManyAsk() {
    assertThat(backlogs.now()).isEqualTo(new Backlog.Known(NOON, Map.of(LOCK, 3L)));
    lag = 5;
    now = NOON.plusMillis(999);
    assertThat(backlogs.now()).isEqualTo(new Backlog.Known(NOON, Map.of(LOCK, 3L)));
    assertThat(asked).isEqualTo(1);

    now = NOON.plusMillis(1_000);
    assertThat(backlogs.now()).isEqualTo(new Backlog.Known(now, Map.of(LOCK, 5L)));
  }

  @Test
  void sayWhyTheyAreNotKnownAndRememberThatToo() {
    trouble = "Nobody answers.";
    assertThat(backlogs.now()).isEqualTo(new Backlog.Unknown("Nobody answers."));
    assertThat(backlogs.now()).isEqualTo(new Backlog.Unknown("Nobody answers."));
    assertThat(asked).isEqualTo(1);

    trouble = null;
    now = NOON.plusSeconds(1);
    assertThat(backlogs.now()).isInstanceOf(Backlog.Known.class);
  }

  @Test
  void keepNoScrapeWaiting() {
    var registry = new SimpleMeterRegistry();
    backlogs.showIn(registry, List.of(LOCK));
    assertThat(gauge(registry)).isNaN();
    assertThat(gauge(registry)).isNaN();
    assertThat(asked).isZero();
    assertThat(background).as("measurements asked for").hasSize(1);

    background.remove().run();
    assertThat(gauge(registry)).isEqualTo(3);
    assertThat(background).isEmpty();

    now = NOON.plus(Duration.ofSeconds(6));
    lag = 7;
    assertThat(gauge(registry)).isEqualTo(3);
    background.remove().run();
    assertThat(gauge(registry)).isEqualTo(7);
  }

  @Test
  void areNotShownLongAfterTheyWereMeasured() {
    var registry = new SimpleMeterRegistry();
    backlogs.showIn(registry, List.of(LOCK));
    var _ = backlogs.now();
    assertThat(gauge(registry)).isEqualTo(3);

    now = NOON.plus(Duration.ofMinutes(1));
    assertThat(gauge(registry)).isNaN();
  }

  private static double gauge(SimpleMeterRegistry registry) {
    return registry.get("deployer.template.backlog").tag("template", "lock").gauge().value();
  }
}
