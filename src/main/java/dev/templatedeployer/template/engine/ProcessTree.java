package dev.templatedeployer.template.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A command and all that it has started.
///
/// To it belong the descendants of its first process; what is in the session of that process; and,
/// whoever their parents are, all that were started with its mark in their environment. The mark is
/// drawn for one run and never again, so nobody else's process can be taken for one of it, not even
/// one that got the id of a process that has ended. Only a process that leaves the session, drops
/// its environment and has lost its parents escapes; so do, without Linux, all that have lost them.
final class ProcessTree {

  /// The environment variable that holds the mark.
  static final String MARK = "TEMPLATE_DEPLOYER_RUN";

  private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);

  /// How long a command has to end by itself, less than an executor waits for an interrupted run.
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration UNTIL_GIVEN_UP = Duration.ofSeconds(5);
  private static final Duration BEAT = Duration.ofMillis(10);

  private final String mark;
  private final Optional<ProcessHandle> first;
  private final Set<ProcessHandle> known = new HashSet<>();

  /// @param mark what [#MARK] holds
  /// @param first the process that was started, unless it has ended and nobody knows it any more
  ProcessTree(String mark, Optional<ProcessHandle> first) {
    this.mark = mark;
    this.first = first;
  }

  /// Ends all of it that still runs: asks first, and then kills. Returns when nothing is left. An
  /// interruption is kept for later.
  void end() {
    boolean wasInterrupted = Thread.interrupted();
    Deadline grace = Deadline.in(GRACE);
    members().forEach(ProcessHandle::destroy);
    while (isAnyLeft() && !grace.isPassed()) {
      wasInterrupted |= pause();
    }
    Deadline end = Deadline.in(UNTIL_GIVEN_UP);
    Set<ProcessHandle> left = members();
    while (!left.isEmpty() && !end.isPassed()) {
      left.forEach(ProcessHandle::destroyForcibly);
      wasInterrupted |= pause();
      left = members();
    }
    if (!left.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("pids", left.stream().map(ProcessHandle::pid).toList())
          .log("processes of a command cannot be killed; end them by hand");
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Those that run now.
  private Set<ProcessHandle> members() {
    first.ifPresent(known::add);
    known.addAll(processes(each -> ProcFile.hasVariable(each.pid(), MARK + "=" + mark)));
    session()
        .ifPresent(id ->
            known.addAll(processes(each -> ProcFile.session(each.pid()).equals(Optional.of(id)))));
    known.addAll(known.stream().flatMap(ProcessHandle::descendants).toList());
    return known.stream().filter(ProcessTree::isRunning).collect(Collectors.toSet());
  }

  private static List<ProcessHandle> processes(Predicate<ProcessHandle> which) {
    return ProcessHandle.allProcesses().filter(which).toList();
  }

  /// The session of the first process, as long as a process of ours is in it: until then its id
  /// cannot be given to another.
  private Optional<Long> session() {
    return first
        .map(ProcessHandle::pid)
        .filter(pid ->
            known.stream()
                .filter(ProcessTree::isRunning)
                .anyMatch(each -> ProcFile.session(each.pid()).equals(Optional.of(pid))));
  }

  private boolean isAnyLeft() {
    return known.stream().anyMatch(ProcessTree::isRunning);
  }

  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive()
        && !ProcFile.isZombie(process.pid())
        && !process.equals(ProcessHandle.current());
  }

  private static boolean pause() {
    LockSupport.parkNanos(BEAT.toNanos());
    return Thread.interrupted();
  }
}
