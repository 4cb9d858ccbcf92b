package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One who waits for the outcome of a deployment: the first of the version that the reply tells, or
/// a higher one. Outcomes that come before the reply are kept until it says which of them count.
///
/// Safe to use from many threads at once. The future is completed outside of any lock.
final class Awaited {

  private final DeploymentId id;
  private final AtomicReference<@Nullable Consumer<Awaited>> beginning;
  private final CompletableFuture<DeploymentOutcome> found = new CompletableFuture<>();
  private final List<DeploymentOutcome> early = new ArrayList<>();
  private long from = Long.MAX_VALUE;

  /// @param beginning what is to be done once, as soon as no outcome can be missed any more
  Awaited(DeploymentId id, Consumer<Awaited> beginning) {
    this.id = id;
    this.beginning = new AtomicReference<>(beginning);
  }

  /// Does what was to be done, unless that has happened or nobody waits any more.
  void begin() {
    Consumer<Awaited> action = beginning.getAndSet(null);
    if (action != null && !found.isDone()) {
      action.accept(this);
    }
  }

  DeploymentId id() {
    return id;
  }

  /// Done as soon as there is an outcome that counts.
  CompletableFuture<DeploymentOutcome> found() {
    return found;
  }

  /// Takes notice of an outcome.
  void see(DeploymentOutcome outcome) {
    if (counts(outcome)) {
      found.complete(outcome);
    }
  }

  /// Says that outcomes of `version` and above count.
  void countFrom(long version) {
    firstFrom(version).ifPresent(found::complete);
  }

  private synchronized boolean counts(DeploymentOutcome outcome) {
    if (outcome.version() < from) {
      early.add(outcome);
      return false;
    }
    return true;
  }

  private synchronized Optional<DeploymentOutcome> firstFrom(long version) {
    from = version;
    return early.stream().filter(outcome -> outcome.version() >= version).findFirst();
  }
}
