package dev.templatedeployer.template.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.ContractContext;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RecordingCanisterHosts;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContract;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProbeTemplateTest {

  @Nested
  class TheContract extends TemplateContract {

    @Override
    protected Template<?> template() {
      return new ProbeTemplate();
    }

    @Override
    protected String validConfig() {
      return "{\"sleepMs\": 1, \"jitterMs\": 1, \"payload\": \"x\", \"result\": {\"said\": \"hello\"}}";
    }

    @Override
    protected List<String> invalidConfigs() {
      return List.of(
          "{\"sleepMs\": -1}",
          "{\"sleepMs\": \"long\"}",
          "{\"jitterMs\": 86400001}",
          "{\"hang\": \"A_WHILE\"}",
          "{\"fail\": {\"code\": \"no code\"}}",
          "{\"failAttempts\": 1.5}",
          "{\"result\": {\"said\": 1}}");
    }

    @Override
    protected List<String> failingConfigs() {
      return List.of(
          "{\"fail\": {}}",
          "{\"fail\": {\"retryable\": false}}",
          "{\"failAttempts\": 1}",
          "{\"crash\": true}");
    }
  }

  @Nested
  class AProbe {

    @Test
    void isOnTheClassPathForDevelopmentOnly() throws Exception {
      var catalog =
          TemplateCatalog.load(
              Path.of("no-such-folder"), (_, _) -> Optional.empty(), Principal.Form.TEXTUAL);
      assertThat(catalog.find("probe")).isPresent();
      assertThat(catalog.withoutDevelopment().find("probe")).isEmpty();
    }

    @Test
    void saysWhatItIsToldToSay() throws Exception {
      assertThat(run("{\"result\": {\"said\": \"hello\"}}", 1).details())
          .isEqualTo(Map.of("said", "hello"));
      assertThat(run("{}", 1)).isEqualTo(TemplateResult.created());
    }

    @Test
    void failsAsItIsToldTo() {
      assertThatThrownBy(() ->
              run(
                  "{\"fail\": {\"code\": \"FULL\", \"message\": \"There is no room.\", \"retryable\": false}}",
                  1))
          .isInstanceOfSatisfying(
              PermanentFailure.class, failure -> assertThat(failure.code()).isEqualTo("FULL"))
          .hasMessage("There is no room.");
      assertThatThrownBy(() -> run("{\"fail\": {\"retryAfterMs\": 1500}}", 9))
          .isInstanceOfSatisfying(
              RetryableFailure.class,
              failure -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(1500)));
      assertThatThrownBy(() -> run("{\"fail\": {\"unexpectedly\": true}}", 1))
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failsInItsFirstAttemptsOnly() throws Exception {
      String config = "{\"fail\": {\"code\": \"BUSY\"}, \"failAttempts\": 2}";
      assertThatThrownBy(() -> run(config, 2)).isInstanceOf(RetryableFailure.class);
      assertThat(run(config, 3)).isEqualTo(TemplateResult.created());
    }

    @Test
    void doesNotCrashUnlessTheProcessAllowsIt() {
      assertThatThrownBy(() -> run("{\"crash\": true}", 1))
          .isInstanceOfSatisfying(
              PermanentFailure.class,
              failure -> assertThat(failure.code()).isEqualTo("CRASH_NOT_ALLOWED"));
    }

    @Test
    @Timeout(30)
    void hangsUntilItIsInterrupted() throws Exception {
      var thrown = new AtomicReference<@Nullable Throwable>();
      Thread thread = running("{\"hang\": \"UNTIL_INTERRUPTED\"}", thrown);
      thread.interrupt();
      thread.join();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void hangsForEverIfItIsTold() throws Exception {
      Thread thread = running("{\"hang\": \"FOR_EVER\"}", new AtomicReference<>());
      thread.interrupt();
      assertThat(thread.join(Duration.ofMillis(100))).isFalse();
    }

    private static Thread running(String config, AtomicReference<@Nullable Throwable> thrown) {
      return Thread.ofVirtual()
          .start(() -> {
            try {
              run(config, 1);
            } catch (Throwable e) {
              thrown.set(e);
            }
          });
    }

    private static TemplateResult run(String config, int attempt) throws Exception {
      var probe = new ProbeTemplate();
      byte[] json = config.getBytes(StandardCharsets.UTF_8);
      var hosted =
          TemplateCatalog.of(List.of(probe), Principal.Form.TEXTUAL).find("probe").orElseThrow();
      assertThat(hosted.violations(json, Instant.EPOCH)).isEmpty();
      var context =
          new ContractContext(
              "a",
              attempt,
              1,
              Instant.EPOCH,
              new RecordingCanisterHosts().hostFor(Principal.ANONYMOUS));
      return probe.create((ProbeConfig) hosted.read(json), context);
    }
  }
}
