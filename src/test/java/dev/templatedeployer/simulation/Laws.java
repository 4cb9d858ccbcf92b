package dev.templatedeployer.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.simulation.Calls.Call;
import dev.templatedeployer.simulation.Histories.Happened;
import dev.templatedeployer.simulation.Histories.State;
import dev.templatedeployer.simulation.SimulatedLog.Entry;
import dev.templatedeployer.stream.StepUnderTest;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.Topics;
import dev.templatedeployer.wire.Undecodable;
import dev.templatedeployer.wire.WorkCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/// Checks the laws after every step, and once more when everything has come to rest. Looks at the
/// log, the stores and the calls, and never into the parts.
final class Laws {

  private static final BuiltInSchemaIds IDS = new BuiltInSchemaIds();
  private static final OutcomeCodec OUTCOMES = new OutcomeCodec(IDS);
  private static final WorkCodec WORK = new WorkCodec(IDS);
  private static final ReportCodec REPORTS = new ReportCodec(IDS);

  /// For what takes a few rounds: to read, to commit, to look at what is due.
  private static final long SLACK = 6_000;

  /// Held work is looked at this seldom, so it may be acted on so much later once it is let go.
  private static final long LOOK_AT_HELD = 10_000;

  /// How long a run has been well before its beats must have been written.
  private static final long WELL = 2_500;

  private final Set<Law> watched;
  private final World world;
  private final Topics topics;
  private final SimulatedLog log;
  private final Histories histories;
  private final Map<TopicPartition, Integer> positions = new HashMap<>();
  private final Map<String, DeploymentOutcome> lastOutcomes = new HashMap<>();
  private final Map<String, Integer> answers = new HashMap<>();
  private final Set<String> committedStarts = new HashSet<>();
  private final Map<String, Long> lastHeard = new HashMap<>();
  private final Map<String, Long> cancelWishes = new HashMap<>();

  Laws(Set<Law> watched, World world, Topics topics, SimulatedLog log, Delays delays) {
    this.watched = watched;
    this.world = world;
    this.topics = topics;
    this.log = log;
    this.histories = new Histories(topics, log, delays);
  }

  /// Checks what the last step changed.
  void check() {
    news(topics.reports().name(), this::heard);
    histories.read(this::checkEvent);
    news(topics.outcomes().name(), this::checkOutcome);
    news(topics.replies().name(), this::checkAnswer);
    World.TEMPLATES.forEach(template -> news(topics.work(template).name(), this::checkWork));
    checkCalls();
    checkStore();
    histories
        .now()
        .forEach((id, state) -> {
          if (!state.record().status().isTerminal()) {
            checkAttention(id, state);
            checkCancel(id, state.record());
          } else {
            cancelWishes.remove(id);
          }
        });
  }

  /// Checks what holds right after due times were looked at.
  void checkAgenda() {
    List<StepUnderTest> steps = world.decider().steps();
    for (int partition = 0; partition < steps.size(); partition++) {
      StepUnderTest.Stores stores = world.decider().stores().get(partition);
      int task = partition;
      long open = stores.open();
      int onTheAgenda = steps.get(partition).onTheAgenda();
      hold(
          onTheAgenda == open,
          Law.AGENDA,
          () -> "%d open, %d on the agenda of task %d".formatted(open, onTheAgenda, task));
    }
  }

  /// Whether nothing is left to happen by itself.
  boolean isAtRest() {
    return histories.now().values().stream()
        .allMatch(state -> state.record().status().isTerminal());
  }

  /// Checks what holds once nothing more happens by itself.
  void checkAtRest() {
    hold(isAtRest(), Law.REST, this::open);
    histories
        .now()
        .forEach((id, state) -> {
          DeploymentRecord record = state.record();
          DeploymentOutcome outcome = lastOutcomes.get(id);
          hold(
              outcome != null
                  && outcome.run() == record.run()
                  && outcome.status() == record.status(),
              Law.OUTCOMES,
              () -> record + " has " + outcome);
          hold(
              record.status() == Status.COMPLETED || !world.isKnown(id),
              Law.CANISTERS,
              () ->
                  "%s is %s at version %d, and its canister was reported"
                      .formatted(id, record.status(), record.version()));
          hold(
              record.status() != Status.COMPLETED || world.calls().exists(id),
              Law.CANISTERS,
              () -> id + " is COMPLETED and has no canister");
        });
    world
        .sent()
        .forEach(command ->
            hold(
                answers.getOrDefault(command, 0) == 1,
                Law.ANSWERS,
                () -> command + " was answered " + answers.getOrDefault(command, 0) + " times"));
  }

  /// What has not ended.
  private List<String> open() {
    return histories.now().values().stream()
        .map(State::record)
        .filter(record -> !record.status().isTerminal())
        .map(record -> "%s/%s is %s".formatted(record.id(), record.token(), record.phase()))
        .toList();
  }

  /// Every event that was committed.
  List<RecordedEvent> events() {
    return histories.events();
  }

  private void checkEvent(Happened happened) {
    DeploymentRecord before = happened.before();
    if (before == null || !isCountedAsLost(happened.event())) {
      return;
    }
    for (Call call : world.calls().all()) {
      if (call.start.id().equals(before.id()) && call.start.token().equals(before.token())) {
        long well = world.now() - Math.max(call.began, call.process.fineSince());
        hold(
            call.isInterrupted() || well < WELL,
            Law.LEASES,
            () ->
                "%s is well since %d ms, and the service decides %s"
                    .formatted(call, well, happened.event().event()));
      }
    }
  }

  private static boolean isCountedAsLost(RecordedEvent recorded) {
    if (!recorded.cause().equals(RecordedEvent.Cause.TIME)) {
      return false;
    }
    return switch (recorded.event()) {
      case DeploymentEvent.Redriven _ -> true;
      case DeploymentEvent.Dispatched e -> e.token().drive() > 1;
      case DeploymentEvent.AttemptFailed e -> e.failure().code().equals(Failure.LEASE_LOST);
      case DeploymentEvent.Failed e -> e.failure().code().equals(Failure.LEASE_LOST);
      default -> false;
    };
  }

  private void heard(Entry entry, byte[] value) {
    DeploymentCommand.Report report =
        decoded(() -> REPORTS.decode(value, Instant.ofEpochMilli(entry.timestamp())));
    lastHeard.put(name(report.id().value(), report.token()), entry.at());
  }

  private void checkOutcome(Entry entry, byte[] value) {
    DeploymentOutcome outcome = decoded(() -> OUTCOMES.decode(value));
    DeploymentOutcome last = lastOutcomes.put(outcome.id().value(), outcome);
    hold(
        Objects.equals(outcome.replaces(), last == null ? null : last.version()),
        Law.OUTCOMES,
        () -> outcome + " after " + last);
    hold(
        last == null
            || outcome.run() > last.run()
            || (last.status() != Status.COMPLETED && outcome.status() == Status.COMPLETED),
        Law.OUTCOMES,
        () -> outcome + " after " + last);
  }

  private void checkAnswer(Entry entry, byte[] value) {
    if (entry.headers() == null) {
      return;
    }
    String command =
        new String(entry.headers().lastHeader(HeaderNames.CORRELATION_ID).value(), UTF_8);
    int times = answers.merge(command, 1, Integer::sum);
    hold(times == 1, Law.ANSWERS, () -> command + " was answered " + times + " times");
  }

  private void checkWork(Entry entry, byte[] value) {
    if (decoded(() -> WORK.decode(value)) instanceof Work.Start start) {
      committedStarts.add(name(start.id().value(), start.token()));
    }
  }

  private void checkCalls() {
    if (watched.contains(Law.CALLS)) {
      for (Call call : world.calls().all()) {
        hold(
            committedStarts.contains(name(call.start.id().value(), call.start.token())),
            Law.CALLS,
            () -> call);
      }
    }
  }

  private void checkStore() {
    if (!watched.contains(Law.STORE)) {
      return;
    }
    for (String id : histories.changed()) {
      State state = histories.now().get(id);
      DeploymentRecord stored =
          world.decider().stores().stream()
              .map(stores -> stores.deployment(id))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      hold(
          Objects.equals(stored, state == null ? null : state.record()),
          Law.STORE,
          () -> "%s stored, and %s told".formatted(stored, state));
    }
  }

  private void checkAttention(String id, State state) {
    if (!watched.contains(Law.ATTENTION)) {
      return;
    }
    DeploymentRecord record = state.record();
    Policy policy = record.terms().policy();
    long delayed =
        world.delays().sum(record.request().template()).since(state.delays()) + world.clockError();
    long until =
        switch (record.phase()) {
          case Phase.Waiting(var start) ->
              state.since() + millis(Duration.between(record.updatedAt(), start));
          case Phase.Dispatched _, Phase.Redispatched _ ->
              state.since() + millis(policy.startTimeout());
          case Phase.Running _ -> running(id, state, policy);
          default -> Long.MAX_VALUE - delayed - SLACK;
        };
    hold(
        world.now() <= until + delayed + LOOK_AT_HELD + SLACK,
        Law.ATTENTION,
        () ->
            "%s is %s since %d ms; it was held or late for %d ms of that"
                .formatted(id, record.phase(), world.now() - state.since(), delayed));
  }

  /// Who is silent for a lease is lost, and who runs for longer than it may is timed out. A lease
  /// is counted anew when the service begins, and when it has caught up.
  private long running(String id, State state, Policy policy) {
    long heard = lastHeard.getOrDefault(name(id, state.record().token()), 0L);
    long fresh = Math.max(world.decider().begunAt, world.lateUntil());
    long silent = Math.max(Math.max(state.since(), heard), fresh) + millis(policy.lease());
    long limit =
        state.since()
            + millis(policy.attemptTimeout())
            + (fresh > state.since() ? 2 : 1) * millis(policy.lease());
    return Math.min(silent, limit);
  }

  private void checkCancel(String id, DeploymentRecord record) {
    if (record.cancel() == null) {
      cancelWishes.remove(id);
      return;
    }
    long wished = cancelWishes.computeIfAbsent(id, _ -> world.now());
    long well = world.now() - Math.max(wished, world.wellSince());
    hold(
        well <= SLACK,
        Law.CANCELS,
        () ->
            "%s is %s; it was to be cancelled %d ms ago, and all has been well for %d ms"
                .formatted(id, record.phase(), world.now() - wished, well));
  }

  private void news(String topic, Reader reader) {
    for (int partition = 0; partition < topics.partitions(); partition++) {
      var place = new TopicPartition(topic, partition);
      List<Entry> entries = log.entries(place);
      int end = (int) log.end(place, false);
      for (int at = positions.getOrDefault(place, 0); at < end; at++) {
        Entry entry = entries.get(at);
        if (entry.value() != null && !entry.isAborted()) {
          reader.read(entry, entry.value());
        }
      }
      positions.put(place, end);
    }
  }

  private void hold(boolean holds, Law law, Supplier<Object> evidence) {
    if (!holds && watched.contains(law)) {
      throw new Law.Breach(law, evidence.get());
    }
  }

  private static String name(String id, Token token) {
    return id + "/" + token;
  }

  private static long millis(Duration duration) {
    return duration.toMillis();
  }

  private static <T> T decoded(Decoding<T> decoding) {
    try {
      return decoding.decode();
    } catch (Undecodable e) {
      throw new AssertionError("The service wrote what nobody can read.", e);
    }
  }

  @FunctionalInterface
  private interface Reader {
    void read(Entry entry, byte[] value);
  }

  @FunctionalInterface
  private interface Decoding<T> {
    T decode() throws Undecodable;
  }
}
