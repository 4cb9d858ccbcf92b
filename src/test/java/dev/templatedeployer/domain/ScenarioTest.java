package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.NOON;
import static dev.templatedeployer.domain.Examples.cancel;
import static dev.templatedeployer.domain.Examples.completed;
import static dev.templatedeployer.domain.Examples.deploy;
import static dev.templatedeployer.domain.Examples.request;
import static dev.templatedeployer.domain.Examples.requested;
import static dev.templatedeployer.domain.Examples.second;
import static dev.templatedeployer.domain.Examples.start;
import static dev.templatedeployer.domain.Examples.stop;
import static dev.templatedeployer.domain.Examples.token;
import static dev.templatedeployer.domain.Refusal.Kind.NOT_FOUND;
import static dev.templatedeployer.domain.Scenario.given;
import static dev.templatedeployer.domain.Token.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the tests of the rules say when a rule is broken.
class ScenarioTest {

  private static final String NOT_FOUND_WORDS =
      "There is no deployment 'web-42'. Check the id, or send a deploy command first.";

  @Nested
  class ARightExpectation {

    @Test
    void passes() {
      given()
          .when(deploy(request(), NOON))
          .then(requested())
          .thenRecord(record -> assertThat(record.version()).isEqualTo(1))
          .thenPublishes(start(FIRST));
      given().when(cancel(NOON)).thenRefused(NOT_FOUND, NOT_FOUND_WORDS);
      given(requested()).when(deploy(request(), NOON)).thenNothingHappens().thenPublishesNothing();
    }
  }

  @Nested
  class AWrongExpectation {

    @Test
    void ofAnEventNamesTheCommandAndBothLists() {
      broken(() -> given().when(deploy(request(), NOON)).then(completed(FIRST, NOON, NOON)))
          .withMessageContaining("what happens at Deploy[id=web-42")
          .withMessageContaining("Requested[id=web-42")
          .withMessageContaining("Completed[token=1.1");
    }

    @Test
    void ofNothingShowsWhatHappened() {
      broken(() -> given().when(deploy(request(), NOON)).thenNothingHappens())
          .withMessageContaining("what happens at Deploy[id=web-42")
          .withMessageContaining("Requested[id=web-42");
    }

    @Test
    void ofAnAcceptanceShowsTheRefusal() {
      broken(() -> given().when(cancel(NOON)).thenNothingHappens())
          .withMessageContaining("to be taken, but it was refused (NOT_FOUND): " + NOT_FOUND_WORDS);
    }

    @Test
    void ofARefusalShowsWhatTheCommandCaused() {
      broken(() -> given().when(deploy(request(), NOON)).thenRefused(NOT_FOUND, NOT_FOUND_WORDS))
          .withMessageContaining("Expected a refusal (NOT_FOUND) of Deploy[id=web-42")
          .withMessageContaining("caused [Requested[id=web-42");
    }

    @Test
    void ofTheWordsOfARefusalShowsBoth() {
      broken(() -> given().when(cancel(NOON)).thenRefused(NOT_FOUND, "Who?"))
          .withMessageContaining("the refusal of Cancel[id=web-42")
          .withMessageContaining(NOT_FOUND_WORDS)
          .withMessageContaining("Who?");
    }

    @Test
    void ofTheRecordNamesTheCommand() {
      broken(() ->
              given(requested())
                  .when(cancel(second(1)))
                  .thenRecord(record -> assertThat(record.version()).isEqualTo(7)))
          .withMessageContaining("the record after Cancel[id=web-42");
    }

    @Test
    void ofARecordWhereThereIsNoneSaysSo() {
      broken(() -> given().when(Examples.due(NOON)).thenRecord(_ -> {}))
          .withMessageContaining("There is no record after Due[id=web-42");
    }

    @Test
    void ofWorkShowsBoth() {
      broken(() ->
              given(requested())
                  .when(cancel(second(1)))
                  .thenPublishes(stop(token(2, 1), "Cancelled: No longer wanted.")))
          .withMessageContaining("the work that Cancel[id=web-42")
          .withMessageContaining("token=1.1")
          .withMessageContaining("token=2.1");
    }

    @Test
    void ofSilenceShowsWhatWasPublished() {
      broken(() -> given(requested()).when(cancel(second(1))).thenPublishesNothing())
          .withMessageContaining("the work that Cancel[id=web-42")
          .withMessageContaining("Stop[id=web-42");
    }

    private static ThrowableAssertAlternative<AssertionError> broken(ThrowingCallable scenario) {
      return assertThatExceptionOfType(AssertionError.class).isThrownBy(scenario);
    }
  }
}
