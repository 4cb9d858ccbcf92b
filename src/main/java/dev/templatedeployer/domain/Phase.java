package dev.templatedeployer.domain;

import java.time.Instant;
import java.util.Map;

/// Where a deployment stands, with what is known only there.
public sealed interface Phase {

  /// The word for it that everybody outside uses.
  Status status();

  /// Its attempt may not start before `until`: it was asked so, or the attempt before failed.
  record Waiting(Instant until) implements Phase {
    @Override
    public Status status() {
      return Status.PENDING;
    }
  }

  /// Its work is with the executors, and none has called the template yet as far as we know.
  record Dispatched(Instant dispatchedAt) implements Phase {
    @Override
    public Status status() {
      return Status.PENDING;
    }
  }

  /// An executor has called the template.
  ///
  /// @param startedAt when its first report was taken in. The lease and the time limit count from
  ///   here, since an executor's clock may be wrong; what that one says is in the record
  record Running(String executor, Instant startedAt) implements Phase {
    @Override
    public Status status() {
      return Status.PROCESSING;
    }
  }

  /// The executor fell silent; the next drive of the attempt is with the executors.
  record Redispatched(Instant dispatchedAt) implements Phase {
    @Override
    public Status status() {
      return Status.PROCESSING;
    }
  }

  /// The canister exists.
  record Completed(Map<String, String> details) implements Phase {
    public Completed {
      details = Map.copyOf(details);
    }

    @Override
    public Status status() {
      return Status.COMPLETED;
    }
  }

  /// Ended without success; an admin may retry it.
  record Failed(Failure failure) implements Phase {
    @Override
    public Status status() {
      return Status.FAILED;
    }
  }

  /// Given up. Only the success of a start that could not be stopped in time changes it.
  record Cancelled(String caller, String reason) implements Phase {
    @Override
    public Status status() {
      return Status.CANCELLED;
    }
  }
}
