package dev.templatedeployer.explain;

import static dev.templatedeployer.explain.Told.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.wire.RecordedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastTest {

  static final List<RecordedEvent> EVENTS =
      recorded(requested(), started(1, 1, 1), failed(1, NO_TOKEN, 1, 2), retried(2, 100));

  @Test
  void isTheFoldOfWhatHadHappened() {
    assertThat(Past.at(EVENTS, second(1.5)))
        .hasValueSatisfying(past -> {
          assertThat(past.record().status()).isEqualTo(Status.PROCESSING);
          assertThat(past.record().version()).isEqualTo(2);
          assertThat(past.since()).isEqualTo(second(1));
        });
    assertThat(Past.at(EVENTS, second(2)).orElseThrow().record().status()).isEqualTo(Status.FAILED);
    assertThat(Past.at(EVENTS, second(5_000)).orElseThrow().record())
        .isEqualTo(DeploymentRecords.fold(EVENTS.stream().map(RecordedEvent::event).toList()));
  }

  @Test
  void isNothingBeforeItWasAccepted() {
    assertThat(Past.at(EVENTS, NOON.minusMillis(1))).isEmpty();
    assertThat(Past.at(EVENTS, 0)).isEmpty();
  }

  @Test
  void isNothingAfterAnEventThatIsNotThere() {
    assertThat(Past.at(EVENTS, 3).orElseThrow().record().status()).isEqualTo(Status.FAILED);
    assertThat(Past.at(EVENTS, 5)).isEmpty();
  }

  @Test
  void differsInTheFieldsThatChanged() {
    DeploymentRecord before = Past.at(EVENTS, 2).orElseThrow().record();
    DeploymentRecord after = Past.at(EVENTS, 3).orElseThrow().record();

    assertThat(RecordFields.changes(before, after))
        .contains(
            new FieldChange("status", "PROCESSING", "FAILED"),
            new FieldChange("version", "2", "3"),
            new FieldChange("phase.executor", "node-7", null),
            new FieldChange("failure.code", null, "NO_SUCH_TOKEN"),
            new FieldChange("attempts[0].failure.message", null, "There is no such token."),
            new FieldChange("lastOutcomeVersion", null, "3"))
        .noneMatch(change -> change.field().equals("owner"));
    assertThat(RecordFields.changes(after, after)).isEmpty();
    assertThat(RecordFields.changes(null, after))
        .contains(new FieldChange("owner", null, "aaaaa-aa"));
  }

  /// A config may hold secrets.
  @Test
  void hasNoConfigInItsFields() {
    assertThat(RecordFields.of(Past.at(EVENTS, 1).orElseThrow().record()))
        .containsEntry("configDigest", "digest")
        .doesNotContainValue("{}");
  }
}
