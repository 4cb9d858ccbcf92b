package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand.AttemptFailed;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.TemplateResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerTest {

  final Rig rig = new Rig().owning();

  @Nested
  class ATemplateThatReturns {

    @Test
    void isReportedWithWhatItSaidAndHowLongItTook() {
      rig.alpha.does(_ -> {
        rig.time.pass(Duration.ofMillis(7));
        return new TemplateResult(Map.of("address", "https://example.org"));
      });
      rig.log.write(ALPHA_0, start("a", FIRST));
      Instant end = ManualTime.NOON.plusMillis(7);
      assertThat(rig.reports(1))
          .containsExactly(
              new Succeeded(
                  new DeploymentId("a"),
                  FIRST,
                  "e1",
                  Map.of("address", "https://example.org"),
                  ManualTime.NOON,
                  end,
                  end));
    }

    @Test
    void isCutShortWhenItSaysTooMuch() {
      Map<String, String> much = new HashMap<>();
      for (int i = 0; i < 100; i++) {
        much.put("key" + i, "x".repeat(1_000));
      }
      rig.alpha.does(_ -> new TemplateResult(much));
      rig.log.write(ALPHA_0, start("a", FIRST));
      assertThat(rig.reports(1))
          .singleElement()
          .isInstanceOfSatisfying(
              Succeeded.class,
              success ->
                  assertThat(success.details())
                      .hasSize(32)
                      .allSatisfy((_, value) -> assertThat(value).hasSize(256).endsWith("…")));
    }

    @Test
    void maySayNothingAtAll() {
      rig.alpha.does(_ -> null);
      rig.log.write(ALPHA_0, start("a", FIRST));
      assertThat(rig.reports(1)).singleElement().isInstanceOf(Succeeded.class);
    }
  }

  @Nested
  class ATemplateThatThrows {

    @Test
    void isTakenAtItsWord() {
      assertFailure(
          new PermanentFailure("QUOTA_EXCEEDED", "There is no room. Delete something."),
          new Failure("QUOTA_EXCEEDED", "There is no room. Delete something.", false));
      assertThat(
              failureOf(
                      new RetryableFailure(
                          "BUSY", "Come back later.", Duration.ofSeconds(90), null))
                  .retryAfterMillis())
          .isEqualTo(90_000);
      assertThat(failureOf(new RetryableFailure("BUSY", "Come back later.")).retryAfterMillis())
          .isNull();
      assertThat(
              failureOf(new RetryableFailure("BUSY", "At once.", Duration.ofSeconds(-1), null))
                  .retryAfterMillis())
          .isNull();
    }

    @Test
    @SuppressWarnings("NullAway") // templates in other languages know nothing of our annotations
    void isGivenACodeAndAReasonIfItNamesNone() {
      assertFailure(
          new PermanentFailure(null, null), new Failure("UNEXPECTED", "it gave no reason", false));
    }

    @Test
    void isTriedAgainWhenItThrewWhatNoTemplateShould() {
      assertFailure(
          new IllegalStateException("no disk"),
          new Failure(
              "UNEXPECTED",
              "The template threw java.lang.IllegalStateException: no disk. No template should: tell its author.",
              true));
      assertThat(failureOf(new StackOverflowError()).failure().code()).isEqualTo("UNEXPECTED");
      assertThat(failureOf(new OutOfMemoryError("heap")).failure().retryable()).isTrue();
      assertThat(failureOf(new Throwable("what")).failure().code()).isEqualTo("UNEXPECTED");
    }

    @Test
    void isNotTriedAgainWhenAClassIsMissing() {
      assertFailure(
          new NoClassDefFoundError("com/acme/Client"),
          new Failure(
              "TEMPLATE_BROKEN",
              "The template lacks a class or method that it needs: java.lang.NoClassDefFoundError: com/acme/Client. Repair its jar, then retry.",
              false));
    }

    @Test
    void isTriedAgainWhenItWasInterruptedByItself() {
      assertFailure(
          new InterruptedException(),
          new Failure(
              "INTERRUPTED", "The template was interrupted, and not by its executor.", true));
    }

    @Test
    void mayEvenFailToSayWhy() {
      assertThat(
              failureOf(
                      new RuntimeException() {
                        @Override
                        public String getMessage() {
                          throw new IllegalStateException("not even that");
                        }
                      })
                  .failure()
                  .message())
          .contains("it gave no reason");
    }

    @Test
    void isCutShortWhenItSaysTooMuch() {
      Failure failure =
          failureOf(new PermanentFailure("X".repeat(999), "y".repeat(9_999))).failure();
      assertThat(failure.code()).hasSize(Failure.MAX_CODE);
      assertThat(failure.message()).hasSize(Failure.MAX_MESSAGE);
    }

    private void assertFailure(Throwable thrown, Failure expected) {
      assertThat(failureOf(thrown).failure()).isEqualTo(expected);
    }

    private AttemptFailed failureOf(Throwable thrown) {
      rig.alpha.does(_ -> {
        throw thrown;
      });
      int before = rig.reports().size();
      rig.log.write(ALPHA_0, start("a" + before, FIRST));
      return (AttemptFailed) rig.reports(before + 1).getLast();
    }
  }

  @Nested
  class AnInterruptFlagThatATemplateLeftSet {

    @Test
    void doesNotDisturbTheReport() {
      rig.alpha.does(_ -> {
        Thread.currentThread().interrupt();
        return TemplateResult.created();
      });
      rig.log.write(ALPHA_0, start("a", FIRST));
      assertThat(rig.reports(1)).singleElement().isInstanceOf(Succeeded.class);
      rig.awaitCommitted(ALPHA_0, 1);
    }
  }

  @Nested
  class AConfigThatCannotBeReadAnyMore {

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense"})
    void failsForGood(String json) {
      Work.Start whole = start("a", FIRST);
      rig.log.write(
          ALPHA_0,
          new Work.Start(
              whole.id(),
              whole.template(),
              whole.templateVersion(),
              whole.token(),
              new Config(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), "0"),
              whole.owner(),
              whole.canisterId(),
              whole.labels(),
              whole.acceptedAt(),
              whole.deadline(),
              whole.timeLimit()));
      assertThat(((AttemptFailed) rig.reports(1).getFirst()).failure())
          .satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("INVALID_CONFIG");
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.message())
                .isEqualTo(
                    "The template cannot read this config. It was right when the deployment was accepted, so the template has changed since. Send a new deployment.");
          });
      assertThat(rig.alpha.calls()).isEmpty();
    }
  }

  @Nested
  class ADeadline {

    final Instant passed = ManualTime.NOON.minusSeconds(1);

    @Test
    void thatHasPassedKeepsAnAttemptFromStarting() {
      rig.log.write(ALPHA_0, start("a", Rig.ALPHA, FIRST, passed));
      assertThat(((AttemptFailed) rig.reports(1).getFirst()).failure())
          .isEqualTo(
              new Failure(
                  Failure.DEADLINE_PASSED,
                  "The deadline 2026-03-01T11:59:59Z passed before the template was called.",
                  false));
      assertThat(rig.alpha.calls()).isEmpty();
    }

    @Test
    void doesNotEndAnAttemptThatHadBegunInTime() {
      rig.log.write(ALPHA_0, start("a", Rig.ALPHA, new Token(1, 2), passed));
      assertThat(rig.reports(1)).singleElement().isInstanceOf(Succeeded.class);
    }
  }
}
