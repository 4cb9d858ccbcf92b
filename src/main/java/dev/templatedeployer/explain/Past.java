package dev.templatedeployer.explain;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.wire.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A deployment as it was once.
///
/// @param record all that was known of it then
/// @param since when the last event before that moment happened
public record Past(DeploymentRecord record, Instant since) {

  /// As it was at `moment`, or empty if it was not accepted yet.
  ///
  /// @param events all of its events in order
  public static Optional<Past> at(List<RecordedEvent> events, Instant moment) {
    return before(events, recorded -> !recorded.event().at().isAfter(moment));
  }

  /// As it was after its event `version`, or empty if it has no such event.
  ///
  /// @param events all of its events in order
  public static Optional<Past> at(List<RecordedEvent> events, long version) {
    return before(events, recorded -> recorded.version() <= version)
        .filter(past -> past.record().version() == version);
  }

  private static Optional<Past> before(
      List<RecordedEvent> events, Predicate<RecordedEvent> hadHappened) {
    List<RecordedEvent> then = events.stream().takeWhile(hadHappened).toList();
    DeploymentRecord record =
        DeploymentRecords.fold(then.stream().map(RecordedEvent::event).toList());
    return record == null
        ? Optional.empty()
        : Optional.of(new Past(record, then.getLast().event().at()));
  }
}
