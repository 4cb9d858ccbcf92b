package dev.templatedeployer.simulation;

import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.execute.ExecutorParts;
import dev.templatedeployer.execute.ExecutorSettings;
import dev.templatedeployer.execute.ExecutorTopics;
import dev.templatedeployer.execute.ExecutorUnderTest;
import dev.templatedeployer.simulation.Calls.Call;
import dev.templatedeployer.simulation.SimulatedProducer.Network;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.Topics;
import dev.templatedeployer.wire.Undecodable;
import dev.templatedeployer.wire.WorkCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// A process that executes: all real parts of an executor, turned by the world.
final class ExecutorProcess {

  private static final BuiltInSchemaIds IDS = new BuiltInSchemaIds();
  private static final WorkCodec WORK = new WorkCodec(IDS);
  private static final ReportCodec REPORTS = new ReportCodec(IDS);
  private static final long SEND_WAITING = 1_000;

  final String name;
  private final Topics topics;
  private final SimulatedLog log;
  private final Clocks clocks;
  private final Calls calls;
  private final TemplateCatalog catalog;
  private final Predicate<TemplateName> mayStart;
  private final Consumer<DeploymentCommand.Report> known;
  private final Defect defect;
  private final Set<TopicPartition> owned = new HashSet<>();
  private @Nullable ExecutorUnderTest parts;
  private @Nullable SimulatedConsumer consumer;
  private @Nullable SimulatedProducer producer;
  private long sentWaitingAt;

  /// Whether the process lives.
  boolean isUp;

  /// Whether the process stands still.
  boolean isPaused;

  /// Since when it is as it is: up and running, or not.
  long since;

  /// Since when nothing has been wrong with it.
  private long fineSince = Long.MAX_VALUE;

  ExecutorProcess(
      String name,
      Topics topics,
      SimulatedLog log,
      Clocks clocks,
      Calls calls,
      TemplateCatalog catalog,
      Predicate<TemplateName> mayStart,
      Consumer<DeploymentCommand.Report> known,
      Defect defect) {
    this.name = name;
    this.topics = topics;
    this.log = log;
    this.clocks = clocks;
    this.calls = calls;
    this.catalog = catalog;
    this.mayStart = mayStart;
    this.known = known;
    this.defect = defect;
  }

  /// A new process begins, with these settings.
  void start(ExecutorSettings settings) {
    Map<TemplateName, String> work = new HashMap<>();
    World.TEMPLATES.forEach(template -> work.put(template, topics.work(template).name()));
    consumer = new SimulatedConsumer(log, defect);
    producer = new SimulatedProducer(log, clocks, REPORTS, defect, known);
    parts =
        new ExecutorUnderTest(
            settings,
            new ExecutorParts(
                catalog,
                new ExecutorTopics(work, topics.reports().name()),
                this::read,
                REPORTS::encode,
                null,
                (start, _) -> calls.gate(this, start),
                consumer,
                producer,
                mayStart,
                new SimpleMeterRegistry()),
            () -> Instant.ofEpochMilli(clocks.of(name)),
            clocks::nanos);
    owned.clear();
    isUp = true;
    isPaused = false;
    since = clocks.now();
    fineSince = clocks.now();
  }

  /// The process dies with all its threads.
  void crash() {
    ExecutorUnderTest dying = parts();
    isUp = false;
    isPaused = false;
    since = clocks.now();
    fineSince = Long.MAX_VALUE;
    producer().die();
    dying.closeLanes();
    for (Call call : calls.all()) {
      if (call.process == this) {
        calls.end(call, Calls.Ending.DEATH);
      }
    }
  }

  void pause() {
    isPaused = true;
    since = clocks.now();
    fineSince = Long.MAX_VALUE;
  }

  /// Goes on after a pause. What moved to others meanwhile is lost, as the next poll would say.
  void resume(Set<TopicPartition> assigned) {
    isPaused = false;
    since = clocks.now();
    Set<TopicPartition> lost = new HashSet<>(owned);
    lost.removeAll(assigned);
    if (!lost.isEmpty()) {
      parts().lose(lost);
      settle();
    }
    own(assigned);
    lookAtNetwork();
  }

  /// Owns `assigned` and nothing else from now on.
  void own(Set<TopicPartition> assigned) {
    if (!owned.equals(assigned)) {
      consumer().own(assigned);
      owned.clear();
      owned.addAll(assigned);
      settle();
    }
  }

  Set<TopicPartition> owned() {
    return owned;
  }

  /// Whether it can do anything now.
  boolean isRunning() {
    return isUp && !isPaused;
  }

  void turn() {
    parts().turn();
    settle();
  }

  void tick() {
    parts().tick();
    if (clocks.now() - sentWaitingAt >= SEND_WAITING) {
      sentWaitingAt = clocks.now();
      parts().sendWaiting();
    }
    settle();
  }

  void lookAgain() {
    parts().lookAgain();
    settle();
  }

  void network(Network network) {
    producer().network = network;
    producer().carry();
    lookAtNetwork();
  }

  Network network() {
    return producer().network;
  }

  void refuseOne() {
    producer().refuseOne();
    settle();
  }

  void letOneOut() {
    producer().letOneOut();
  }

  boolean isIdle() {
    return producer().isIdle();
  }

  boolean hasTakenOver() {
    return parts().hasTakenOver();
  }

  /// Since when nothing has been wrong with it; in the far future if something is.
  long fineSince() {
    return fineSince;
  }

  /// Waits until every thread of the process stands still, and lets go what they have sent.
  void settle() {
    if (!isUp) {
      return;
    }
    long patience = System.nanoTime() + 20_000_000_000L;
    while (!isStill()) {
      if (System.nanoTime() > patience) {
        throw new AssertionError("The threads of %s do not come to rest.".formatted(name));
      }
      LockSupport.parkNanos(1_000);
    }
    producer().carry();
  }

  private boolean isStill() {
    for (TemplateName template : World.TEMPLATES) {
      if (parts().running(template) != calls.count(this, template)
          || parts().isAboutToBegin(template)) {
        return false;
      }
    }
    return calls.stand(this);
  }

  private void lookAtNetwork() {
    if (network() == Network.GOOD && isRunning()) {
      fineSince = Math.min(fineSince, clocks.now());
    } else {
      fineSince = Long.MAX_VALUE;
    }
  }

  private Work read(byte[] value, Headers headers) throws Undecodable {
    Work work = WORK.decode(value, headers);
    if (defect == Defect.NO_STOP && work instanceof Work.Stop) {
      throw new IllegalArgumentException("It is as if it were not there.");
    }
    return work;
  }

  private ExecutorUnderTest parts() {
    return Objects.requireNonNull(parts);
  }

  private SimulatedConsumer consumer() {
    return Objects.requireNonNull(consumer);
  }

  private SimulatedProducer producer() {
    return Objects.requireNonNull(producer);
  }

  /// The processes that the group gives work to: those that live, and those whose silence it has
  /// not noticed yet.
  static List<ExecutorProcess> members(List<ExecutorProcess> all, long now, long session) {
    return all.stream()
        .filter(process -> process.isRunning() || now - process.since < session)
        .toList();
  }
}
