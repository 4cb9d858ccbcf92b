package dev.templatedeployer.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlState.AccessGrant;
import dev.templatedeployer.control.ControlState.TemplatePause;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.control.GrantedRole;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.simulation.Calls.Call;
import dev.templatedeployer.simulation.SimulatedLog.Entry;
import dev.templatedeployer.simulation.SimulatedProducer.Network;
import dev.templatedeployer.stream.DeployerTopology;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// The service, two executors and a broker, and all that may happen to them.
///
/// Between steps nothing happens by itself. Steps are either small, one part doing one thing, or
/// they let time pass: then everybody who lives does what it does, round after round.
final class World implements AutoCloseable {

  static final List<TemplateName> TEMPLATES =
      List.of(new TemplateName("alpha"), new TemplateName("beta"));

  private static final int MOST_DEPLOYMENTS = 12;
  private static final int PARTITIONS = 2;

  /// Longer than most leases, and shorter than every time to start: what is decided late goes out
  /// as late, and its time to start runs from when its command was sent.
  private static final long MOST_OVERLOAD = 15_000;

  private static final long SESSION = 10_000;
  private static final long ROUND = 500;
  private static final long LONG_ROUND = 1_000;
  private static final long REST_WITHIN = 20 * 60_000;

  private final Topics topics = new Topics("deployments.", "canisters.", PARTITIONS);
  private final CommandCodec commands = new CommandCodec(new BuiltInSchemaIds());
  private final ReportCodec reports = new ReportCodec(new BuiltInSchemaIds());
  private final Clocks clocks = new Clocks();
  private final Delays delays = new Delays();
  private final SimulatedLog log;
  private final Calls calls;
  private final Decider decider;
  private final List<ExecutorProcess> executors = new ArrayList<>();
  private final Laws laws;
  private final Map<Act, Integer> weights;
  private final int weight;
  private final List<String> story = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final List<CommandMessage> messages = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Set<TemplateName> held = new TreeSet<>((a, b) -> a.value().compareTo(b.value()));
  private Controls controls =
      Controls.NONE.evolve(
          new ControlRecord<>(
              new AccessGrant(DeployerTopology.SHARED_BACKEND, Set.of(GrantedRole.BACKEND), null),
              "olga",
              Clocks.NOON,
              "begin"));
  private Settings settings;
  private Settings settingsOfDecider;
  private int deployments;
  private int turnOfPartitions;

  /// The turn by which all have their shares; -1 if somebody is missing.
  private int balancedTurn = -1;

  private long greatestSkew;
  private long lateUntil;
  private long wellSince = Clocks.NOON.toEpochMilli();

  World(long seed, Set<Law> watched, Map<Act, Integer> weights, Defect defect) {
    var random = new SplittableRandom(seed);
    this.weights = weights;
    this.weight = weights.values().stream().mapToInt(Integer::intValue).sum();
    this.settings = Settings.drawn(random);
    this.settingsOfDecider = settings;
    for (String machine : List.of(Clocks.SERVICE, Clocks.BROKER, "e1", "e2")) {
      clocks.set(machine, random.nextLong(-150, 150));
    }
    this.log = new SimulatedLog(topics, clocks::now, () -> clocks.of(Clocks.BROKER));
    this.calls = new Calls(seed, clocks);
    this.decider =
        new Decider(
            topics,
            log,
            clocks,
            (_, _, _, _) ->
                new Admission.Verdict.Admitted(
                    new DeploymentCommand.Terms("1.0.0", settingsOfDecider.policy())),
            () -> controls,
            defect);
    for (String name : List.of("e1", "e2")) {
      var executor =
          new ExecutorProcess(
              name,
              topics,
              log,
              clocks,
              calls,
              MeetingTemplate.CATALOG,
              template -> !held.contains(template),
              this::reported,
              defect);
      executor.start(settings.executor(name));
      executors.add(executor);
    }
    this.laws = new Laws(watched, this, topics, log, delays);
    decider.start();
    balance();
  }

  /// Does one step.
  void step(SplittableRandom random) {
    int drawn = random.nextInt(weight);
    for (Map.Entry<Act, Integer> entry : weights.entrySet()) {
      drawn -= entry.getValue();
      if (drawn < 0) {
        act(entry.getKey(), random);
        laws.check();
        return;
      }
    }
  }

  /// Nothing goes wrong any more: everything has to come to rest.
  void heal() {
    tell("from now on nothing goes wrong");
    calls.areKind = true;
    for (String machine : List.of(Clocks.SERVICE, Clocks.BROKER, "e1", "e2")) {
      clocks.set(machine, 0);
    }
    noteSkew();
    TEMPLATES.forEach(this::release);
    recover();
    long end = clocks.now() + REST_WITHIN;
    while (clocks.now() < end) {
      round(ROUND);
      laws.check();
      if (laws.isAtRest()
          && decider.hasTakenEverything()
          && executors.stream().allMatch(ExecutorProcess::isIdle)) {
        break;
      }
    }
    laws.checkAtRest();
  }

  /// Everything works again. What was paused stays so, and so do the clocks.
  private void recover() {
    decider.keepUp();
    decider.isPaused = false;
    if (!decider.isUp) {
      startDecider();
    }
    for (ExecutorProcess executor : executors) {
      if (!executor.isUp) {
        executor.start(settings.executor(executor.name));
      }
      if (executor.isPaused) {
        executor.resume(assigned(executor));
      }
      executor.network(Network.GOOD);
    }
    balancedTurn = -1;
    balance();
  }

  private void act(Act act, SplittableRandom random) {
    ExecutorProcess executor = executors.get(random.nextInt(executors.size()));
    switch (act) {
      case DEPLOY -> deploy(random);
      case CANCEL -> cancel(random);
      case RETRY -> retry(random);
      case RESEND -> resend(random);
      case TAKE -> take(random);
      case BEAT -> beat();
      case COMMIT -> commit();
      case ABORT -> abort();
      case CRASH_DECIDER -> crashDecider();
      case PAUSE_DECIDER -> pauseDecider();
      case SLOW_DECIDER -> slowDecider(random);
      case STALL -> stall();
      case TURN -> turn(executor);
      case TICK -> tick(executor);
      case END_CALL -> endCall(random);
      case CRASH_EXECUTOR -> crash(executor);
      case PAUSE_EXECUTOR -> pause(executor);
      case NETWORK -> network(executor, random);
      case REFUSE -> refuse(executor, random);
      case REPEAT_REPORT -> repeatReport(random);
      case REBALANCE -> rebalance();
      case RECOVER -> {
        tell("everything works again");
        recover();
      }
      case HOLD -> hold(random);
      case SET -> set(random);
      case SET_CLOCK -> setClock(random, 400);
      case JUMP_CLOCK -> setClock(random, 60_000);
      case PASS_A_MOMENT -> passAMoment(random);
      case PASS_SECONDS -> pass(random.nextLong(500, 8_000), ROUND);
      case PASS_MINUTES -> pass(random.nextLong(20_000, 240_000), LONG_ROUND);
      case HICCUPS -> hiccups(random);
      case OVERLOAD -> overload(random);
    }
  }

  private void deploy(SplittableRandom random) {
    if (deployments == MOST_DEPLOYMENTS) {
      return;
    }
    deployments++;
    var id = new DeploymentId("d" + deployments);
    var request =
        new DeploymentRequest(
            TEMPLATES.get(random.nextInt(TEMPLATES.size())),
            null,
            new Config("{}".getBytes(UTF_8), "0"),
            new Principal("owner"),
            Map.of(),
            random.nextInt(8) == 0 ? brokerNow().plusSeconds(random.nextInt(30)) : null,
            random.nextInt(8) == 0 ? brokerNow().plusSeconds(random.nextInt(-5, 120)) : null);
    tell("a backend deploys %s from %s".formatted(id, request.template()));
    var message = new CommandMessage.Deploy(id, null, null, request);
    messages.add(message);
    send(topics.commands().name(), message);
  }

  private void cancel(SplittableRandom random) {
    if (!messages.isEmpty()) {
      DeploymentId id = messages.get(random.nextInt(messages.size())).id();
      tell("an admin cancels " + id);
      send(
          topics.adminCommands().name(),
          new CommandMessage.Cancel(id, null, "ann", "No longer wanted."));
    }
  }

  private void retry(SplittableRandom random) {
    if (!messages.isEmpty()) {
      DeploymentId id = messages.get(random.nextInt(messages.size())).id();
      tell("an admin retries " + id);
      String commandId = random.nextBoolean() ? null : "r" + random.nextInt(3);
      send(
          topics.adminCommands().name(),
          new CommandMessage.Retry(id, commandId, "ann", "Once more."));
    }
  }

  private void resend(SplittableRandom random) {
    if (!messages.isEmpty()) {
      CommandMessage message = messages.get(random.nextInt(messages.size()));
      tell("the backend sends its request for %s again".formatted(message.id()));
      send(topics.commands().name(), message);
    }
  }

  private void send(String topic, CommandMessage message) {
    String name = "c" + sent.size();
    sent.add(name);
    var headers = new RecordHeaders();
    headers.add(HeaderNames.CORRELATION_ID, name.getBytes(UTF_8));
    log.append(
        topic,
        message.id().value().getBytes(UTF_8),
        commands.encode(message),
        headers,
        clocks.now(),
        null);
  }

  private void take(SplittableRandom random) {
    if (isDeciding() && decider.take(random.nextInt(PARTITIONS))) {
      tell("the service takes a record");
    }
  }

  private void beat() {
    if (isDeciding()) {
      tell("the service looks at what is due");
      decider.beat();
      laws.checkAgenda();
    }
  }

  private void commit() {
    if (isDeciding() && !decider.isCommitted()) {
      tell("the service commits");
      decider.commit();
    }
  }

  private void abort() {
    if (isDeciding()) {
      tell("the transaction aborts, and the tasks are revived");
      decider.abort();
    }
  }

  private void crashDecider() {
    if (decider.isUp) {
      tell("the service dies");
      decider.crash();
    } else {
      startDecider();
    }
  }

  private void startDecider() {
    tell("a service begins");
    settingsOfDecider = settings;
    decider.start();
  }

  private void pauseDecider() {
    if (decider.isUp) {
      decider.isPaused = !decider.isPaused;
      tell(decider.isPaused ? "the service stands still" : "the service goes on");
    }
  }

  private void slowDecider(SplittableRandom random) {
    decider.overload = decider.overload > 0 ? 0 : random.nextLong(1_500, MOST_OVERLOAD);
    tell(
        decider.overload > 0
            ? "the service falls %d ms behind".formatted(decider.overload)
            : "the service catches up");
  }

  private void stall() {
    decider.isStalled = !decider.isStalled;
    tell(decider.isStalled ? "nothing can be read any more" : "records can be read again");
  }

  private boolean isDeciding() {
    return decider.isUp && !decider.isPaused;
  }

  private void turn(ExecutorProcess executor) {
    if (executor.isRunning()) {
      tell(executor.name + " takes work");
      executor.turn();
    }
  }

  private void tick(ExecutorProcess executor) {
    if (executor.isRunning()) {
      tell(executor.name + " looks at its clock");
      executor.tick();
    }
  }

  private void endCall(SplittableRandom random) {
    List<Call> all =
        calls.all().stream()
            .filter(call -> call.process.isRunning() && call.ends < Long.MAX_VALUE / 4)
            .toList();
    if (!all.isEmpty()) {
      Call call = all.get(random.nextInt(all.size()));
      tell("the call of %s ends with %s".formatted(call, call.ending));
      calls.end(call, call.ending);
    }
  }

  private void crash(ExecutorProcess executor) {
    if (executor.isUp) {
      tell(executor.name + " dies");
      executor.crash();
    } else {
      tell(executor.name + " begins");
      executor.start(settings.executor(executor.name));
      executor.own(assigned(executor));
    }
  }

  private void pause(ExecutorProcess executor) {
    if (executor.isRunning()) {
      tell(executor.name + " stands still");
      executor.pause();
    } else if (executor.isUp) {
      tell(executor.name + " goes on");
      executor.resume(assigned(executor));
    }
  }

  private void network(ExecutorProcess executor, SplittableRandom random) {
    if (executor.isRunning()) {
      Network next =
          executor.network() != Network.GOOD
              ? Network.GOOD
              : random.nextBoolean() ? Network.MUTE : Network.DEAF;
      tell("the network of %s is %s".formatted(executor.name, next));
      executor.network(next);
    }
  }

  private void refuse(ExecutorProcess executor, SplittableRandom random) {
    if (executor.isRunning() && !executor.isIdle()) {
      if (random.nextBoolean()) {
        tell("a report of %s gets out".formatted(executor.name));
        executor.letOneOut();
      } else {
        tell("a report is given back to " + executor.name);
        executor.refuseOne();
      }
    }
  }

  private void repeatReport(SplittableRandom random) {
    var place = new TopicPartition(topics.reports().name(), random.nextInt(PARTITIONS));
    List<Entry> reports = log.entries(place);
    if (!reports.isEmpty()) {
      Entry earlier = reports.get(random.nextInt(reports.size()));
      if (earlier.value() != null && earlier.headers() != null) {
        tell("a report of %s comes once more".formatted(new String(earlier.key(), UTF_8)));
        log.append(
            place.topic(), earlier.key(), earlier.value(), earlier.headers(), clocks.now(), null);
      }
    }
  }

  private void rebalance() {
    tell("the work is distributed anew");
    turnOfPartitions++;
    balance();
  }

  private void hold(SplittableRandom random) {
    TemplateName template = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
    if (held.contains(template)) {
      release(template);
    } else {
      tell(template + " is paused");
      held.add(template);
      control(new TemplatePause(template, true));
    }
  }

  private void release(TemplateName template) {
    if (held.remove(template)) {
      tell(template + " is resumed");
      control(new TemplatePause(template, false));
      executors.stream().filter(ExecutorProcess::isRunning).forEach(ExecutorProcess::lookAgain);
    }
  }

  private void control(TemplatePause pause) {
    controls = controls.evolve(new ControlRecord<>(pause, "olga", brokerNow(), "as said"));
  }

  private void set(SplittableRandom random) {
    settings = Settings.drawn(random);
    tell("for processes that begin from now on, the lease is " + settings.policy().lease());
  }

  private void setClock(SplittableRandom random, long most) {
    String machine = List.of(Clocks.SERVICE, Clocks.BROKER, "e1", "e2").get(random.nextInt(4));
    boolean isOfExecutor = machine.startsWith("e");
    long error =
        isOfExecutor ? random.nextLong(-3_600_000, 3_600_000) : random.nextLong(-most, most);
    tell("the clock of %s is set wrong by %d ms".formatted(machine, error));
    clocks.set(machine, error);
    noteSkew();
  }

  private void noteSkew() {
    greatestSkew =
        Math.max(greatestSkew, Math.abs(clocks.of(Clocks.SERVICE) - clocks.of(Clocks.BROKER)));
  }

  private void passAMoment(SplittableRandom random) {
    long moment = random.nextLong(1, 30);
    tell("%d ms pass".formatted(moment));
    elapse(moment);
  }

  private void pass(long millis, long round) {
    tell("%d ms pass for everybody".formatted(millis));
    rounds(millis, round);
  }

  private void rounds(long millis, long round) {
    for (long passed = 0; passed < millis; passed += round) {
      round(round);
      laws.check();
    }
  }

  /// The service is late for a moment, again and again.
  private void hiccups(SplittableRandom random) {
    long between = random.nextLong(10_000, 25_000);
    int times = random.nextInt(2, 12);
    tell("%d times records are read late for a moment, every %d ms".formatted(times, between));
    long before = decider.overload;
    for (int i = 0; i < times; i++) {
      decider.overload = before + 1_200;
      rounds(2_000, ROUND);
      decider.overload = before;
      rounds(between, LONG_ROUND);
    }
  }

  /// The service is behind for longer than any outage lasts, while work goes on coming.
  private void overload(SplittableRandom random) {
    long delay = random.nextLong(5_000, MOST_OVERLOAD);
    tell("for 40 minutes the service falls %d ms behind".formatted(delay));
    decider.overload = delay;
    for (int minute = 0; minute < 40; minute++) {
      if (minute % 3 == 0) {
        deployAnew(random);
      }
      rounds(60_000, LONG_ROUND);
    }
    decider.overload = 0;
  }

  private void deployAnew(SplittableRandom random) {
    var id = new DeploymentId("o" + messages.size());
    var request =
        new DeploymentRequest(
            TEMPLATES.get(random.nextInt(TEMPLATES.size())),
            null,
            new Config("{}".getBytes(UTF_8), "0"),
            new Principal("owner"),
            Map.of(),
            null,
            null);
    var message = new CommandMessage.Deploy(id, null, null, request);
    messages.add(message);
    send(topics.commands().name(), message);
  }

  /// Everybody who can does what it does.
  private void round(long millis) {
    elapse(millis);
    balance();
    for (ExecutorProcess executor : executors) {
      if (executor.isRunning()) {
        calls.endWhatIsDue(executor);
        executor.turn();
        executor.tick();
        calls.endWhatIsDue(executor);
      }
    }
    if (isDeciding()) {
      while (decider.take()) {}
      decider.beat();
      laws.checkAgenda();
      decider.commit();
      laws.check(); // before anybody has acted on it
    }
    executors.stream().filter(ExecutorProcess::isRunning).forEach(ExecutorProcess::turn);
  }

  private void elapse(long millis) {
    boolean wasLate = isLate();
    clocks.pass(millis);
    decider.elapse(millis);
    if (wasLate && millis >= ROUND) {
      flow();
    }
    boolean isLate = wasLate || isLate();
    delays.pass(millis, held, isLate);
    if (isLate) {
      lateUntil = clocks.now();
    }
    if (isLate || !executors.stream().allMatch(World::isWell)) {
      wellSince = clocks.now();
    }
  }

  /// Other work, which keeps the service busy: reports of runs that nobody knows any more.
  private void flow() {
    for (int i = 0; i < 2 * PARTITIONS; i++) {
      var id = new DeploymentId("other" + i);
      var report =
          new DeploymentCommand.Heartbeat(
              id, Token.FIRST, "e3", Clocks.NOON, Instant.ofEpochMilli(clocks.now()));
      log.append(
          topics.reports().name(),
          id.value().getBytes(UTF_8),
          reports.encode(report),
          new RecordHeaders(),
          clocks.now(),
          null);
    }
  }

  private boolean isLate() {
    return !isDeciding() || !decider.isKeepingUp() || decider.oldestUnread() < clocks.now() - 1_000;
  }

  private static boolean isWell(ExecutorProcess executor) {
    return executor.fineSince() < Long.MAX_VALUE && executor.hasTakenOver();
  }

  /// Distributes the partitions of the work topics among those who are believed to live.
  private void balance() {
    if (executors.stream().allMatch(ExecutorProcess::isRunning)
        && balancedTurn == turnOfPartitions) {
      return;
    }
    balancedTurn = executors.stream().allMatch(ExecutorProcess::isRunning) ? turnOfPartitions : -1;
    Map<ExecutorProcess, Set<TopicPartition>> targets = new HashMap<>();
    executors.forEach(executor -> targets.put(executor, assigned(executor)));
    for (ExecutorProcess executor : executors) { // first they give away what others get
      if (executor.isRunning()) {
        Set<TopicPartition> kept = new HashSet<>(executor.owned());
        kept.retainAll(targets.getOrDefault(executor, Set.of()));
        executor.own(kept);
      }
    }
    for (ExecutorProcess executor : executors) {
      if (executor.isRunning()) {
        executor.own(targets.getOrDefault(executor, Set.of()));
      }
    }
  }

  private Set<TopicPartition> assigned(ExecutorProcess executor) {
    List<ExecutorProcess> members = ExecutorProcess.members(executors, clocks.now(), SESSION);
    Set<TopicPartition> assigned = new HashSet<>();
    int turn = turnOfPartitions;
    for (TemplateName template : TEMPLATES) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        if (!members.isEmpty() && members.get(turn++ % members.size()) == executor) {
          assigned.add(new TopicPartition(topics.work(template).name(), partition));
        }
      }
    }
    return assigned;
  }

  private void reported(DeploymentCommand.Report report) {
    if (report instanceof DeploymentCommand.Succeeded) {
      known.add(report.id().value());
    }
  }

  private Instant brokerNow() {
    return Instant.ofEpochMilli(clocks.of(Clocks.BROKER));
  }

  private void tell(String sentence) {
    story.add("%s  %s".formatted(clocks.now() - Clocks.NOON.toEpochMilli(), sentence));
  }

  long now() {
    return clocks.now();
  }

  Decider decider() {
    return decider;
  }

  Calls calls() {
    return calls;
  }

  Delays delays() {
    return delays;
  }

  /// How far the clocks of the service and of the broker ever were apart, both ways.
  long clockError() {
    return 2 * greatestSkew;
  }

  /// When records were last read late, or could not be read.
  long lateUntil() {
    return lateUntil;
  }

  /// Since when the service and all executors are well.
  long wellSince() {
    return wellSince;
  }

  /// Whether an executor has reported that the canister of `id` exists.
  boolean isKnown(String id) {
    return known.contains(id);
  }

  /// The names of all commands that were sent.
  List<String> sent() {
    return sent;
  }

  List<String> story() {
    return story;
  }

  Laws laws() {
    return laws;
  }

  @Override
  public void close() {
    executors.stream().filter(executor -> executor.isUp).forEach(ExecutorProcess::crash);
  }
}
