package dev.templatedeployer.wire;

import dev.templatedeployer.domain.Phase;
import java.io.IOException;

/// The field `phase` of the Avro record `DeploymentRecord`.
final class PhaseForm {

  private static final int BRANCHES = 7;

  /// From this branch on a run has ended.
  private static final int COMPLETED = 4;

  private PhaseForm() {}

  static void write(Phase phase, AvroOutput out) throws IOException {
    switch (phase) {
      case Phase.Waiting(var until) -> {
        out.branch(0);
        out.instant(until);
      }
      case Phase.Dispatched(var dispatchedAt) -> {
        out.branch(1);
        out.instant(dispatchedAt);
      }
      case Phase.Running(var executor, var startedAt) -> {
        out.branch(2);
        out.text(executor);
        out.instant(startedAt);
      }
      case Phase.Redispatched(var dispatchedAt) -> {
        out.branch(3);
        out.instant(dispatchedAt);
      }
      case Phase.Completed(var details) -> {
        out.branch(COMPLETED);
        out.texts(details);
      }
      case Phase.Failed(var failure) -> {
        out.branch(5);
        FailureForm.write(failure, out);
      }
      case Phase.Cancelled(var caller, var reason) -> {
        out.branch(6);
        out.text(caller);
        out.text(reason);
      }
    }
  }

  /// Whether a phase follows that ends a run. What belongs to it is left unread.
  static boolean isTerminal(AvroInput in) throws IOException {
    return in.branch(BRANCHES) >= COMPLETED;
  }

  static Phase read(AvroInput in) throws IOException {
    return switch (in.branch(BRANCHES)) {
      case 0 -> new Phase.Waiting(in.instant());
      case 1 -> new Phase.Dispatched(in.instant());
      case 2 -> new Phase.Running(in.text(), in.instant());
      case 3 -> new Phase.Redispatched(in.instant());
      case COMPLETED -> new Phase.Completed(in.texts());
      case 5 -> new Phase.Failed(FailureForm.read(in));
      default -> new Phase.Cancelled(in.text(), in.text());
    };
  }
}
