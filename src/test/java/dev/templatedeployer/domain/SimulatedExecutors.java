package dev.templatedeployer.domain;

import dev.templatedeployer.domain.DeploymentCommand.AttemptFailed;
import dev.templatedeployer.domain.DeploymentCommand.Heartbeat;
import dev.templatedeployer.domain.DeploymentCommand.Started;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// The executors of a simulation: two processes that share the work, with clocks of their own, and
/// every bad habit that an executor can have.
final class SimulatedExecutors {

  private static final List<String> PROCESSES = List.of("executor-0", "executor-1");

  private final SimulatedTopics topics;
  private final SimulatedService service;
  private final Map<String, Long> clockErrors = new HashMap<>();
  private final List<Run> running = new ArrayList<>();
  private final List<Run> silent = new ArrayList<>();
  private final TreeSet<Integer> givenBack = new TreeSet<>();
  private final Map<DeploymentId, Token> stopped = new HashMap<>();
  private int position;

  /// Every call of a template, ever.
  final List<Work.Start> calls = new ArrayList<>();

  /// The deployments whose canister exists.
  final Set<DeploymentId> canisters = new HashSet<>();

  /// Those of them whose executor lived to say so. When a process dies between a success and its
  /// report, nobody knows of the canister until the template is called again.
  final Set<DeploymentId> reportedCanisters = new HashSet<>();

  private record Run(String process, int offset, Work.Start start, Instant startedAt) {}

  SimulatedExecutors(SimulatedTopics topics, SimulatedService service, SplittableRandom random) {
    this.topics = topics;
    this.service = service;
    PROCESSES.forEach(process -> clockErrors.put(process, random.nextLong(-7200, 7200)));
  }

  /// Takes the next piece of work, if there is one: first what a dead process gave back.
  boolean pickUp(SplittableRandom random, Instant now) {
    Integer again = givenBack.pollFirst();
    int offset = again == null ? position : again;
    if (offset >= service.visibleWork()) {
      return false;
    }
    if (again == null) {
      position++;
    }
    switch (service.workAt(offset)) {
      case Work.Start start -> call(random, offset, start, now);
      case Work.Stop stop -> stop(random, stop, now);
    }
    return true;
  }

  private void call(SplittableRandom random, int offset, Work.Start start, Instant now) {
    Token until = stopped.get(start.id());
    if (until != null && start.token().compareTo(until) <= 0) {
      return;
    }
    calls.add(start);
    String process = PROCESSES.get(random.nextInt(PROCESSES.size()));
    var run =
        new Run(process, offset, start, now.plusSeconds(clockErrors.getOrDefault(process, 0L)));
    running.add(run);
    if (random.nextBoolean()) {
      topics.reports.add(new Started(start.id(), start.token(), process, run.startedAt(), now));
    }
  }

  /// Interrupts what runs here, some of which succeeds all the same; answers for what does not. A
  /// silent run heeds nothing.
  private void stop(SplittableRandom random, Work.Stop stop, Instant now) {
    stopped.merge(stop.id(), stop.token(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    List<Run> interrupted =
        running.stream()
            .filter(run -> run.start().id().equals(stop.id()))
            .filter(run -> run.start().token().compareTo(stop.token()) <= 0)
            .toList();
    running.removeAll(interrupted);
    interrupted.forEach(run -> {
      if (random.nextInt(4) == 0) {
        succeed(run, now);
      } else {
        reportFailure(run, "INTERRUPTED", true, now);
      }
    });
    if (interrupted.isEmpty()) {
      topics.reports.add(
          new AttemptFailed(
              stop.id(),
              stop.token(),
              PROCESSES.getFirst(),
              new Failure("INTERRUPTED", "It was to be stopped.", true),
              null,
              now,
              now,
              now));
    }
  }

  void heartbeat(SplittableRandom random, Instant now) {
    if (!running.isEmpty()) {
      Run run = running.get(random.nextInt(running.size()));
      topics.reports.add(
          new Heartbeat(
              run.start().id(), run.start().token(), run.process(), run.startedAt(), now));
    }
  }

  /// Ends a run: mostly well, sometimes without a word.
  void finish(SplittableRandom random, Instant now) {
    if (!running.isEmpty()) {
      end(running.remove(random.nextInt(running.size())), random.nextInt(8), now);
    }
  }

  /// A run hangs, or its process is paused: nothing is heard of it any more.
  void fallSilent(SplittableRandom random) {
    if (!running.isEmpty()) {
      silent.add(running.remove(random.nextInt(running.size())));
    }
  }

  /// A run that had fallen silent is heard of again, perhaps long after everybody gave it up.
  void wakeUp(SplittableRandom random, Instant now) {
    if (!silent.isEmpty()) {
      end(silent.remove(random.nextInt(silent.size())), random.nextInt(8), now);
    }
  }

  /// A process dies. What it had not finished is read again by whoever is left.
  void crash(SplittableRandom random) {
    String process = PROCESSES.get(random.nextInt(PROCESSES.size()));
    running.stream()
        .filter(run -> run.process().equals(process))
        .forEach(run -> givenBack.add(run.offset()));
    running.removeIf(run -> run.process().equals(process));
    stopped.clear();
  }

  /// Work that was read before is read again, since its offset was never committed.
  void readAgain(SplittableRandom random) {
    if (position > 0) {
      givenBack.add(random.nextInt(position));
    }
  }

  /// Everything comes back to life: what ran or hung is given back, and read again.
  void recover() {
    running.forEach(run -> givenBack.add(run.offset()));
    silent.forEach(run -> givenBack.add(run.offset()));
    running.clear();
    silent.clear();
    stopped.clear();
  }

  /// Does all the work there is, and does it well.
  boolean workOff(SplittableRandom random, Instant now) {
    boolean worked = false;
    while (pickUp(random, now)) {
      worked = true;
      new ArrayList<>(running).forEach(run -> succeed(run, now));
      running.clear();
    }
    return worked;
  }

  private void end(Run run, int how, Instant now) {
    switch (how) {
      case 0 -> reportFailure(run, "NO_SUCH_TOKEN", false, now);
      case 1, 2 -> reportFailure(run, "NODE_BUSY", true, now);
      case 3 -> { // it succeeds, and its process dies before it says so
        canisters.add(run.start().id());
        givenBack.add(run.offset());
      }
      default -> succeed(run, now);
    }
  }

  private void succeed(Run run, Instant now) {
    canisters.add(run.start().id());
    reportedCanisters.add(run.start().id());
    topics.reports.add(
        new Succeeded(
            run.start().id(),
            run.start().token(),
            run.process(),
            Map.of(),
            run.startedAt(),
            now.plusSeconds(clockErrors.getOrDefault(run.process(), 0L)),
            now));
  }

  private void reportFailure(Run run, String code, boolean retryable, Instant now) {
    topics.reports.add(
        new AttemptFailed(
            run.start().id(),
            run.start().token(),
            run.process(),
            new Failure(code, "It did not work.", retryable),
            null,
            run.startedAt(),
            now,
            now));
  }
}
