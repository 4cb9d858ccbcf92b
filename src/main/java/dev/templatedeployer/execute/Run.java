package dev.templatedeployer.execute;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.catalog.HostedTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One start of a template in this process.
///
/// ```text
/// QUEUED --begin--> RUNNING --end--> OVER
///    '--interrupt--------------------^
/// ```
///
/// Its thread may be interrupted only while the template has it, so that an interruption never hits
/// the report that follows. Safe for use by several threads: they are its own, the consumer's, and
/// the clock's.
final class Run {

  private final Work.Start start;
  private final HostedTemplate<?> template;
  private final WorkPartition partition;
  private final Receipt receipt;

  private Token token;
  private State state = State.QUEUED;
  private @Nullable Thread thread;
  private @Nullable Interruption interruption;
  private boolean isAbandoned;
  private Instant startedAt = Instant.EPOCH;
  private long startedNanos;
  private long interruptedNanos;

  /// Where a run stands.
  enum State {
    /// It waits for a free place.
    QUEUED,
    /// The template has been called.
    RUNNING,
    /// The template has returned, or will never be called.
    OVER
  }

  /// What became of a run when it ended.
  ///
  /// @param interruption why it was interrupted, or null if it was not
  /// @param wasAbandoned whether its end was reported before it came
  record End(@Nullable Interruption interruption, boolean wasAbandoned) {}

  Run(Work.Start start, HostedTemplate<?> template, Receipt receipt, WorkPartition partition) {
    this.start = start;
    this.token = start.token();
    this.template = template;
    this.partition = partition;
    this.receipt = receipt;
  }

  Work.Start start() {
    return start;
  }

  DeploymentId id() {
    return start.id();
  }

  /// The start that its reports are about: its own, or a later one that it answers for.
  synchronized Token token() {
    return token;
  }

  /// Lets its final report be about the start `asked`, which is its own or a later one that will
  /// never run. Says whether it will be; not if its end is reported already.
  synchronized boolean answersFor(Token asked) {
    if (asked.compareTo(token) > 0) {
      if (state == State.OVER || isAbandoned) {
        return false;
      }
      token = asked;
    }
    return true;
  }

  TemplateName templateName() {
    return start.template();
  }

  HostedTemplate<?> template() {
    return template;
  }

  WorkPartition partition() {
    return partition;
  }

  /// The work records that its final report settles.
  Receipt receipt() {
    return receipt;
  }

  synchronized Instant startedAt() {
    return startedAt;
  }

  synchronized boolean isRunning() {
    return state == State.RUNNING;
  }

  /// How long the template has had, once it was called.
  synchronized Duration elapsed(long nanos) {
    return Duration.ofNanos(nanos - startedNanos);
  }

  /// Gives the run its thread, unless it is over already.
  synchronized boolean begin(Thread own, Time time) {
    if (state != State.QUEUED) {
      return false;
    }
    state = State.RUNNING;
    thread = own;
    startedAt = time.now();
    startedNanos = time.nanos();
    return true;
  }

  /// Interrupts the run, and says where it stood until then. A queued one is over at once; one that
  /// is over, or whose end was reported without it, stays as it is.
  synchronized State interrupt(Interruption reason, long nanos) {
    if (state == State.OVER || isAbandoned) {
      return State.OVER;
    }
    if (state == State.QUEUED) {
      state = State.OVER;
      return State.QUEUED;
    }
    if (interruption == null) {
      interruptedNanos = nanos;
    }
    if (interruption == null || reason.compareTo(interruption) > 0) {
      interruption = reason;
    }
    if (thread != null) {
      thread.interrupt();
    }
    return State.RUNNING;
  }

  /// Whether it has run for longer than it may, and nobody has interrupted it yet.
  synchronized boolean isPastItsLimit(long nanos) {
    return state == State.RUNNING
        && interruption == null
        && nanos - startedNanos >= start.timeLimit().toNanos();
  }

  /// Gives the run up if it goes on `graceNanos` after it was interrupted, and says why it had been
  /// interrupted. Empty if it is not to be given up, or was before.
  synchronized Optional<Interruption> abandon(long nanos, long graceNanos) {
    if (state != State.RUNNING
        || interruption == null
        || isAbandoned
        || nanos - interruptedNanos < graceNanos) {
      return Optional.empty();
    }
    isAbandoned = true;
    return Optional.of(interruption);
  }

  /// Whether somebody still waits to hear of it: it runs, and its end was not reported without it.
  synchronized boolean isAwaited() {
    return state == State.RUNNING
        && !isAbandoned
        && interruption != Interruption.SUPERSEDED
        && interruption != Interruption.HANDED_OVER;
  }

  /// Ends the run. Called by its own thread, which from then on is not interrupted any more.
  synchronized End end() {
    state = State.OVER;
    thread = null;
    Thread.interrupted();
    return new End(interruption, isAbandoned);
  }
}
