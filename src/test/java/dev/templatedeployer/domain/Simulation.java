package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.NOON;
import static dev.templatedeployer.domain.Examples.request;

import dev.templatedeployer.domain.DeploymentCommand.Cancel;
import dev.templatedeployer.domain.DeploymentCommand.Deploy;
import dev.templatedeployer.domain.DeploymentCommand.Due;
import dev.templatedeployer.domain.DeploymentCommand.Heartbeat;
import dev.templatedeployer.domain.DeploymentCommand.Retry;
import dev.templatedeployer.domain.DeploymentCommand.Started;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.domain.SimulatedService.Defect;
import dev.templatedeployer.domain.SimulationInvariants.Breach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// A small world in which everything that can go wrong does: backends that repeat themselves, a
/// service whose transactions abort and whose owner changes, executors that hang, die, lie low and
/// come back, clocks that differ.
///
/// One thread and one seed. Each step has a seed of its own, so that any selection of the steps is
/// a simulation too: that is how a failing one is made short.
final class Simulation {

  private static final int MOST_DEPLOYMENTS = 6;

  private final SimulatedTopics topics = new SimulatedTopics();
  private final SimulatedService service;
  private final SimulatedExecutors executors;
  private final SimulationInvariants invariants;
  private final Terms terms;
  private final List<String> story = new ArrayList<>();
  private Instant now = NOON;
  private long serviceClockError;
  private int deployments;

  private Simulation(long seed, Defect defect) {
    var random = new SplittableRandom(seed);
    terms = new Terms("1.0.0", policy(random));
    service = new SimulatedService(topics, defect, now);
    executors = new SimulatedExecutors(topics, service, random);
    invariants = new SimulationInvariants(topics, service, executors);
  }

  /// How a simulation ended.
  ///
  /// @param breach what was wrong, if something was
  /// @param story what was done, step by step
  /// @param topics all that was written
  record Ending(Optional<String> breach, List<String> story, SimulatedTopics topics) {}

  /// Runs the steps that `seed` gives.
  static Ending run(long seed, int steps, Defect defect) {
    return run(seed, seeds(seed, steps), defect);
  }

  /// The shortest selection that was found of the steps that `seed` gives, and that still ends in a
  /// breach.
  static Ending shortened(long seed, int steps, Defect defect) {
    long[] left = seeds(seed, steps);
    for (int chunk = left.length / 2; chunk > 0; chunk /= 2) {
      for (int from = 0; from < left.length; ) {
        long[] fewer = without(left, from, Math.min(from + chunk, left.length));
        if (run(seed, fewer, defect).breach().isPresent()) {
          left = fewer;
        } else {
          from += chunk;
        }
      }
    }
    return run(seed, left, defect);
  }

  private static long[] seeds(long seed, int steps) {
    return new SplittableRandom(seed).longs(steps).toArray();
  }

  private static long[] without(long[] all, int from, int to) {
    return LongStream.concat(Arrays.stream(all, 0, from), Arrays.stream(all, to, all.length))
        .toArray();
  }

  private static Ending run(long seed, long[] stepSeeds, Defect defect) {
    var world = new Simulation(seed, defect);
    Optional<String> breach = Optional.empty();
    try {
      for (long stepSeed : stepSeeds) {
        world.step(new SplittableRandom(stepSeed));
        world.invariants.check();
      }
      world.heal(new SplittableRandom(seed));
      world.invariants.checkAtRest();
    } catch (Breach | IllegalStateException e) {
      breach = Optional.of(e.toString());
    }
    return new Ending(breach, world.story, world.topics);
  }

  private void step(SplittableRandom random) {
    int action = random.nextInt(100);
    if (action < 7) {
      send(random);
    } else if (action < 50) {
      serve(random);
    } else if (action < 90) {
      work(random);
    } else {
      pass(random);
    }
  }

  private void send(SplittableRandom random) {
    if (topics.commands.isEmpty() || (deployments < MOST_DEPLOYMENTS && random.nextInt(3) == 0)) {
      tell("a backend asks for a deployment");
      topics.commands.add(deploy(random));
      return;
    }
    DeploymentCommand earlier = topics.commands.get(random.nextInt(topics.commands.size()));
    DeploymentCommand next =
        switch (random.nextInt(8)) {
          case 0 -> conflicting(earlier.id());
          case 1 -> new Cancel(earlier.id(), "ann", "No longer wanted.", now);
          case 2, 3, 4 -> retry(random, earlier.id());
          default -> again(earlier);
        };
    tell("somebody sends %s of %s".formatted(next.getClass().getSimpleName(), next.id()));
    topics.commands.add(next);
  }

  private void serve(SplittableRandom random) {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> {
        tell("the service takes a command");
        service.takeCommand();
      }
      case 4, 5, 6, 7, 8, 9 -> {
        tell("the service takes a report");
        service.takeReport();
      }
      case 10, 11, 12 -> {
        tell("the service looks at the clock");
        service.tick(serviceNow());
      }
      case 13, 14, 15, 16, 17 -> {
        tell("the service commits");
        service.commit();
      }
      case 18 -> {
        tell("the transaction aborts");
        service.abort(serviceNow());
      }
      default -> {
        tell("the service dies, and another one with another clock takes over");
        serviceClockError = random.nextLong(-20, 20);
        service.abort(serviceNow());
      }
    }
  }

  private void work(SplittableRandom random) {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> {
        tell("an executor takes work");
        executors.pickUp(random, now);
      }
      case 6, 7, 8, 9 -> {
        tell("an executor sends a heartbeat");
        executors.heartbeat(random, now);
      }
      case 10, 11, 12 -> {
        tell("a run ends");
        executors.finish(random, now);
      }
      case 13, 14 -> {
        tell("a run falls silent");
        executors.fallSilent(random);
      }
      case 15, 16 -> {
        tell("a silent run wakes up and ends");
        executors.wakeUp(random, now);
      }
      case 17 -> {
        tell("an executor dies");
        executors.crash(random);
      }
      case 18 -> {
        tell("work is read again");
        executors.readAgain(random);
      }
      default -> {
        tell("a report is sent twice");
        if (!topics.reports.isEmpty()) {
          topics.reports.add(again(topics.reports.get(random.nextInt(topics.reports.size()))));
        }
      }
    }
  }

  private void pass(SplittableRandom random) {
    now =
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> now.plusMillis(random.nextInt(2_000));
          case 3, 4 -> now.plusSeconds(random.nextInt(20));
          case 5 -> now.plusSeconds(random.nextInt(120));
          case 6 -> nextDue();
          default -> now.minusSeconds(random.nextInt(5));
        };
    tell("it is " + now);
  }

  /// Nothing goes wrong any more. Everything has to come to rest in a number of rounds that does
  /// not depend on how much went wrong before.
  private void heal(SplittableRandom random) {
    tell("from now on nothing goes wrong");
    serviceClockError = 0;
    executors.recover();
    for (int round = 0; round < 10 + 10 * deployments; round++) {
      boolean worked = executors.workOff(random, now);
      while (service.takeCommand() || service.takeReport()) {
        worked = true;
      }
      service.tick(now);
      service.commit();
      invariants.check();
      if (service.agenda.isEmpty() && service.hasTakenEverything() && !worked) {
        return;
      }
      if (!worked) {
        now = nextDue();
      }
    }
    throw new Breach("I7 Everything comes to rest", service.agenda);
  }

  private Instant serviceNow() {
    return now.plusSeconds(serviceClockError);
  }

  private Instant nextDue() {
    Collection<Instant> due = service.agenda.values();
    return due.stream().min(Comparator.naturalOrder()).filter(now::isBefore).orElse(now);
  }

  private Deploy deploy(SplittableRandom random) {
    deployments++;
    return new Deploy(
        new DeploymentId("web-" + deployments),
        request(
            random.nextInt(4) == 0 ? now.plusSeconds(random.nextInt(60)) : null,
            random.nextInt(4) == 0 ? now.plusSeconds(random.nextInt(-5, 300)) : null),
        "shop",
        terms,
        now);
  }

  private Deploy conflicting(DeploymentId id) {
    return new Deploy(id, request(), "another-shop", terms, now);
  }

  private Retry retry(SplittableRandom random, DeploymentId id) {
    return new Retry(
        id, random.nextInt(4) == 0 ? null : "r-" + random.nextInt(3), "ann", "Once more.", now);
  }

  /// The same, sent once more, and so with a later time.
  private DeploymentCommand again(DeploymentCommand earlier) {
    return switch (earlier) {
      case Deploy c -> new Deploy(c.id(), c.request(), c.caller(), c.terms(), now);
      case Retry c ->
          new Retry(c.id(), c.commandId(), c.caller(), c.reason(), c.expectedVersion(), now);
      case Cancel c -> new Cancel(c.id(), c.caller(), c.reason(), now);
      case DeploymentCommand.Report c -> again(c);
      case Due c -> c;
      case DeploymentCommand.WorkLost c -> c;
    };
  }

  private DeploymentCommand.Report again(DeploymentCommand.Report earlier) {
    return switch (earlier) {
      case Started r -> new Started(r.id(), r.token(), r.executor(), r.startedAt(), now);
      case Heartbeat r -> new Heartbeat(r.id(), r.token(), r.executor(), r.startedAt(), now);
      case Succeeded r ->
          new Succeeded(
              r.id(), r.token(), r.executor(), r.details(), r.startedAt(), r.endedAt(), now);
      case DeploymentCommand.AttemptFailed r ->
          new DeploymentCommand.AttemptFailed(
              r.id(),
              r.token(),
              r.executor(),
              r.failure(),
              r.retryAfterMillis(),
              r.startedAt(),
              r.endedAt(),
              now);
    };
  }

  private static Policy policy(SplittableRandom random) {
    return new Policy(
        random.nextInt(1, 4),
        Duration.ofSeconds(random.nextInt(1, 20)),
        Duration.ofSeconds(60),
        Duration.ofSeconds(random.nextInt(10, 60)),
        Duration.ofSeconds(random.nextInt(5, 15)),
        Duration.ofSeconds(random.nextInt(100, 1000)),
        random.nextInt(1, 4));
  }

  private void tell(String what) {
    story.add(what);
  }
}
