package dev.templatedeployer.verify;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.query.DeploymentSummary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the columns of a row say what the record in it says: lists are answered from the one,
/// and everything else from the other.
final class RowCheck {

  private RowCheck() {}

  /// A column that says something else.
  record Column(String name, String says, String recordSays) {}

  /// The first column of a row that contradicts the record in it.
  ///
  /// @param said what the columns say
  /// @param events how many events the read model has of the deployment
  static Optional<Column> contradiction(
      DeploymentSummary said, long events, DeploymentRecord record) {
    DeploymentSummary meant = summary(record);
    return first(
        column("id", said.id().value(), meant.id().value()),
        column("version", said.version(), meant.version()),
        column("events", events, record.version()),
        column("status", said.status(), meant.status()),
        column("template", said.template(), meant.template()),
        column("template_version", said.templateVersion(), meant.templateVersion()),
        column("owner", said.owner().text(), meant.owner().text()),
        column("caller", said.caller(), meant.caller()),
        column("canister_id", said.canisterId().text(), meant.canisterId().text()),
        column("attempt", said.token().attempt(), meant.token().attempt()),
        column("drive", said.token().drive(), meant.token().drive()),
        column("run", said.run(), meant.run()),
        column("failure_code", orNone(said.failureCode()), orNone(meant.failureCode())),
        column("failure_message", orNone(said.failureMessage()), orNone(meant.failureMessage())),
        column("labels", said.labels(), meant.labels()),
        column("created_at", said.createdAt().toEpochMilli(), meant.createdAt().toEpochMilli()),
        column("updated_at", said.updatedAt().toEpochMilli(), meant.updatedAt().toEpochMilli()));
  }

  private static DeploymentSummary summary(DeploymentRecord record) {
    Failure failure = record.phase() instanceof Phase.Failed(var why) ? why : null;
    return new DeploymentSummary(
        record.id(),
        record.version(),
        record.status(),
        record.request().template(),
        record.terms().templateVersion(),
        record.request().owner(),
        record.caller(),
        record.canisterId(),
        record.token(),
        record.run(),
        failure == null ? null : failure.code(),
        failure == null ? null : failure.message(),
        record.request().labels(),
        record.createdAt(),
        record.updatedAt());
  }

  private static String orNone(@Nullable String text) {
    return text == null ? "(none)" : text;
  }

  private static Optional<Column> column(String name, Object says, Object means) {
    return says.equals(means)
        ? Optional.empty()
        : Optional.of(new Column(name, says.toString(), means.toString()));
  }

  @SafeVarargs
  private static Optional<Column> first(Optional<Column>... columns) {
    for (Optional<Column> column : columns) {
      if (column.isPresent()) {
        return column;
      }
    }
    return Optional.empty();
  }
}
