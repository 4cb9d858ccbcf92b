package dev.templatedeployer.simulation;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.CanisterHost;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.TemplateFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/// The calls of templates that are under way, and the canisters that came of them.
///
/// Each call has a thread of the executor's, which waits here until the world says how it ends: so
/// only one thread runs at a time, and what they do has one order.
final class Calls {

  private static final long FOR_EVER = Long.MAX_VALUE / 2;
  private static final Comparator<Call> BY_NAME =
      Comparator.comparing((Call call) -> call.process.name)
          .thenComparing(call -> call.start.id().value())
          .thenComparing(call -> call.start.token());

  private final long seed;
  private final Clocks clocks;
  private final List<Call> calls = new ArrayList<>();
  private final Set<String> canisters = new HashSet<>();

  /// Whether every new call succeeds at once, and every other heeds its interruption.
  boolean areKind;

  /// How a call ends.
  enum Ending {
    SUCCESS,
    FAILURE,
    PERMANENT_FAILURE,
    INTERRUPTED,
    DEATH
  }

  /// One call of a template.
  static final class Call {
    final ExecutorProcess process;
    final Work.Start start;
    final Thread thread;
    final long began;
    final long ends;
    final Ending ending;
    final long reaction;
    long interrupted = FOR_EVER;
    private final Semaphore go = new Semaphore(0);
    private volatile boolean isInterrupted;
    private Ending told = Ending.DEATH;

    Call(
        ExecutorProcess process,
        Work.Start start,
        long began,
        long lasts,
        Ending ending,
        long reaction) {
      this.process = process;
      this.start = start;
      this.thread = Thread.currentThread();
      this.began = began;
      this.ends = began + lasts;
      this.ending = ending;
      this.reaction = reaction;
    }

    /// Whether the executor has interrupted it. Certain once it [#stands].
    boolean isInterrupted() {
      return isInterrupted;
    }

    /// Whether its thread waits for the world, and has noticed every interruption.
    boolean stands() {
      return !thread.isInterrupted() && thread.getState() == Thread.State.WAITING;
    }

    private void awaitEnding() {
      while (true) {
        try {
          go.acquire();
          return;
        } catch (InterruptedException _) {
          isInterrupted = true;
        }
      }
    }

    @Override
    public String toString() {
      return "%s/%s on %s".formatted(start.id(), start.token(), process.name);
    }
  }

  /// Where the calls of one process meet the world.
  interface Gate extends CanisterHost {
    void enter() throws TemplateFailure, InterruptedException;

    @Override
    default void create(Object config) {}
  }

  Calls(long seed, Clocks clocks) {
    this.seed = seed;
    this.clocks = clocks;
  }

  /// The gate of one start in `process`.
  Gate gate(ExecutorProcess process, Work.Start start) {
    return () -> enter(process, start);
  }

  private void enter(ExecutorProcess process, Work.Start start)
      throws TemplateFailure, InterruptedException {
    Call call = call(process, start);
    synchronized (this) {
      calls.add(call);
    }
    call.awaitEnding();
    switch (call.told) {
      case SUCCESS -> {}
      case FAILURE -> throw new RetryableFailure("NO_QUOTA", "There is no quota left.");
      case PERMANENT_FAILURE -> throw new PermanentFailure("WRONG", "It cannot be made.");
      case INTERRUPTED -> throw new InterruptedException("as told");
      case DEATH -> throw new Error("The process is dead.");
    }
  }

  /// How a call will end is drawn from what it is called for, so that it does not depend on what
  /// happened elsewhere.
  private Call call(ExecutorProcess process, Work.Start start) {
    var random =
        new SplittableRandom(
            seed
                + 31L * start.id().value().hashCode()
                + 1009L * start.token().attempt()
                + 7919L * start.token().drive());
    long limit = start.timeLimit().toMillis();
    long reaction = random.nextInt(4) == 0 ? random.nextInt(1_500) : 0;
    if (areKind || (exists(start.id().value()) && random.nextInt(4) > 0)) {
      return new Call(process, start, clocks.now(), 5, Ending.SUCCESS, reaction);
    }
    int fate = random.nextInt(100);
    if (fate < 34) {
      return new Call(process, start, clocks.now(), 5, Ending.SUCCESS, reaction);
    } else if (fate < 42) {
      return new Call(process, start, clocks.now(), 700, Ending.SUCCESS, reaction);
    } else if (fate < 62) {
      return new Call(process, start, clocks.now(), limit / 2, Ending.SUCCESS, reaction);
    } else if (fate < 70) {
      return new Call(process, start, clocks.now(), 5, Ending.FAILURE, reaction);
    } else if (fate < 74) {
      return new Call(process, start, clocks.now(), 5, Ending.PERMANENT_FAILURE, reaction);
    } else if (fate < 80) {
      return new Call(process, start, clocks.now(), limit / 3, Ending.FAILURE, reaction);
    } else if (fate < 92) {
      return new Call(process, start, clocks.now(), FOR_EVER, Ending.SUCCESS, reaction);
    } else if (fate < 96) { // heeds no interruption, and returns at last
      return new Call(process, start, clocks.now(), limit * 2, Ending.SUCCESS, FOR_EVER);
    }
    return new Call(process, start, clocks.now(), FOR_EVER, Ending.SUCCESS, FOR_EVER);
  }

  /// The calls under way, in one order.
  synchronized List<Call> all() {
    var sorted = new ArrayList<>(calls);
    sorted.sort(BY_NAME);
    return sorted;
  }

  /// How many calls of `template` are under way in `process`.
  synchronized int count(ExecutorProcess process, TemplateName template) {
    int count = 0;
    for (Call call : calls) {
      if (call.process == process && call.start.template().equals(template)) {
        count++;
      }
    }
    return count;
  }

  /// Whether every call of `process` waits for the world.
  synchronized boolean stand(ExecutorProcess process) {
    for (Call call : calls) {
      if (call.process == process && !call.stands()) {
        return false;
      }
    }
    return true;
  }

  /// Ends every call of `process` whose time has come.
  void endWhatIsDue(ExecutorProcess process) {
    for (Call call : all()) {
      if (call.process == process) {
        if (call.isInterrupted()) {
          call.interrupted = Math.min(call.interrupted, clocks.now());
        }
        if (clocks.now() >= call.ends) {
          end(call, call.ending);
        } else if (clocks.now() - reaction(call) >= call.interrupted) {
          end(call, Ending.INTERRUPTED);
        }
      }
    }
  }

  /// Who heeds no interruption does so once the world is kind: its thread keeps a place of its
  /// lane.
  private long reaction(Call call) {
    return areKind ? Math.min(call.reaction, 5_000) : call.reaction;
  }

  /// Ends `call`, and waits until its thread has ended.
  void end(Call call, Ending ending) {
    synchronized (this) {
      if (!calls.remove(call)) {
        return;
      }
    }
    if (ending == Ending.SUCCESS) {
      canisters.add(call.start.id().value());
    }
    call.told = ending;
    call.go.release();
    try {
      if (!call.thread.join(java.time.Duration.ofSeconds(20))) {
        throw new AssertionError("The thread of %s does not end.".formatted(call));
      }
    } catch (InterruptedException e) {
      throw new AssertionError("The simulation was interrupted.", e);
    }
    call.process.settle();
  }

  /// Whether a canister was created for the deployment `id`.
  boolean exists(String id) {
    return canisters.contains(id);
  }
}
