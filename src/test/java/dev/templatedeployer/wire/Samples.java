package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlState;
import dev.templatedeployer.control.GrantedRole;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Values of every type that travels, made from a seed: the same seed, the same values.
final class Samples {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String TEXT = LETTERS + " .,'\"\\/äß€漢\uD83D\uDE80\n\t\u0000";

  private final SplittableRandom random;

  Samples(long seed) {
    this.random = new SplittableRandom(seed);
  }

  CommandMessage command() {
    return switch (random.nextInt(3)) {
      case 0 -> new CommandMessage.Deploy(id(), orNull(this::word), orNull(this::word), request());
      case 1 ->
          new CommandMessage.Retry(
              id(), orNull(this::word), orNull(this::word), text(), orNull(this::number));
      default ->
          new CommandMessage.Cancel(
              id(), orNull(this::word), orNull(this::word), text(), orNull(this::number));
    };
  }

  /// A report that the broker took in at [#NOON].
  DeploymentCommand.Report report() {
    return switch (random.nextInt(4)) {
      case 0 -> new DeploymentCommand.Started(id(), token(), word(), instant(), NOON);
      case 1 -> new DeploymentCommand.Heartbeat(id(), token(), word(), instant(), NOON);
      case 2 ->
          new DeploymentCommand.Succeeded(
              id(), token(), word(), words(), instant(), instant(), NOON);
      default ->
          new DeploymentCommand.AttemptFailed(
              id(), token(), word(), failure(), orNull(this::number), instant(), instant(), NOON);
    };
  }

  Work work() {
    return random.nextBoolean()
        ? new Work.Start(
            id(),
            template(),
            word(),
            token(),
            config(),
            principal(),
            principal(),
            words(),
            instant(),
            orNull(this::instant),
            duration())
        : new Work.Stop(id(), template(), token(), text());
  }

  RecordedEvent event() {
    DeploymentId id = id();
    var cause =
        random.nextInt(3) == 0
            ? RecordedEvent.Cause.TIME
            : new RecordedEvent.Cause(word(), random.nextInt(100), number(), orNull(this::word));
    return new RecordedEvent(id, number(), cause, deploymentEvent(id, instant()));
  }

  private DeploymentEvent deploymentEvent(DeploymentId id, Instant at) {
    return switch (random.nextInt(10)) {
      case 0 ->
          new DeploymentEvent.Requested(
              id,
              request(),
              word(),
              terms(),
              principal(),
              random.nextBoolean() ? at : instant(),
              at);
      case 1 -> new DeploymentEvent.Dispatched(token(), at);
      case 2 -> new DeploymentEvent.Started(token(), word(), instant(), at);
      case 3 -> new DeploymentEvent.Redriven(token(), instant(), at);
      case 4 ->
          new DeploymentEvent.AttemptFailed(
              token(), failure(), orNull(this::instant), instant(), instant(), at);
      case 5 -> new DeploymentEvent.Completed(token(), words(), instant(), instant(), at);
      case 6 ->
          new DeploymentEvent.Failed(token(), failure(), orNull(this::instant), instant(), at);
      case 7 -> new DeploymentEvent.Retried(token(), orNull(this::word), word(), text(), at);
      case 8 -> new DeploymentEvent.CancelRequested(word(), text(), at);
      default -> new DeploymentEvent.Cancelled(token(), word(), text(), at);
    };
  }

  DeploymentOutcome outcome() {
    return new DeploymentOutcome(
        id(),
        number(),
        small(),
        orNull(this::number),
        oneOf(Status.COMPLETED, Status.FAILED, Status.CANCELLED),
        template(),
        word(),
        principal(),
        word(),
        orNull(this::principal),
        orNull(this::failure),
        words(),
        orNull(this::text),
        small(),
        config().digest(),
        words(),
        instant(),
        orNull(this::instant),
        instant());
  }

  DeploymentReply reply() {
    return new DeploymentReply(id(), orNull(this::word), orNull(this::refusal));
  }

  private Refusal refusal() {
    return new Refusal(
        oneOf(Refusal.Kind.values()),
        text(),
        several(() -> new Refusal.Violation(text(), word(), text())));
  }

  StoredRecord record() {
    return new StoredRecord(
        new DeploymentRecord(
            id(),
            number(),
            request(),
            terms(),
            word(),
            principal(),
            phase(),
            token(),
            small(),
            small(),
            orNull(this::instant),
            orNull(() -> new DeploymentRecord.CancelWish(word(), text(), instant())),
            several(() ->
                new DeploymentRecord.Attempt(
                    token(), orNull(this::instant), instant(), orNull(this::failure))),
            orNull(this::word),
            orNull(this::number),
            instant(),
            instant()),
        EventHash.NONE.then(text().getBytes(UTF_8)));
  }

  private Phase phase() {
    return switch (random.nextInt(7)) {
      case 0 -> new Phase.Waiting(instant());
      case 1 -> new Phase.Dispatched(instant());
      case 2 -> new Phase.Running(word(), instant());
      case 3 -> new Phase.Redispatched(instant());
      case 4 -> new Phase.Completed(words());
      case 5 -> new Phase.Failed(failure());
      default -> new Phase.Cancelled(word(), text());
    };
  }

  CanisterCommand canisterCommand() {
    return random.nextBoolean()
        ? new CanisterCommand.Create(
            principal(),
            orNull(this::word),
            principal(),
            word(),
            json(),
            principal(),
            word(),
            instant())
        : new CanisterCommand.Operate(principal(), orNull(this::word), principal(), word(), json());
  }

  RecordedCanisterEvent canisterEvent() {
    return new RecordedCanisterEvent(
        principal(),
        number(),
        word(),
        word(),
        json(),
        orNull(this::principal),
        instant(),
        random.nextBoolean()
            ? RecordedEvent.Cause.TIME
            : new RecordedEvent.Cause(word(), small(), number(), orNull(this::word)));
  }

  CanisterReply canisterReply() {
    return random.nextBoolean()
        ? new CanisterReply.Accepted(principal(), orNull(this::word), number())
        : new CanisterReply.Refused(
            principal(),
            orNull(this::word),
            word(),
            text(),
            several(() -> new CanisterReply.Violation(text(), word(), text())));
  }

  private DeploymentRequest request() {
    return new DeploymentRequest(
        template(),
        orNull(this::word),
        config(),
        principal(),
        words(),
        orNull(this::instant),
        orNull(this::instant));
  }

  private DeploymentCommand.Terms terms() {
    return new DeploymentCommand.Terms(
        word(),
        new Policy(small(), duration(), duration(), duration(), duration(), duration(), small()));
  }

  Failure failure() {
    return new Failure(word(), text(), random.nextBoolean());
  }

  private Token token() {
    return new Token(small(), small());
  }

  DeploymentId id() {
    return new DeploymentId(word() + ":" + random.nextInt());
  }

  TemplateName template() {
    return new TemplateName("t" + word());
  }

  private Principal principal() {
    return CanisterIds.of(word());
  }

  private Config config() {
    byte[] json = text().getBytes(UTF_8);
    return new Config(json, Sha256.hex(json));
  }

  private JsonBytes json() {
    return new JsonBytes(text().getBytes(UTF_8));
  }

  private Map<String, String> words() {
    var map = new HashMap<String, String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(word(), text());
    }
    return map;
  }

  Instant instant() {
    return switch (random.nextInt(10)) {
      case 0 -> Instant.EPOCH;
      case 1 -> NOON.minusSeconds(random.nextLong(4_000_000_000L));
      default ->
          NOON.plusSeconds(random.nextLong(100_000_000))
              .plusNanos(random.nextInt(1_000_000) * 1000L);
    };
  }

  private Duration duration() {
    return Duration.ofMillis(random.nextLong(100_000_000_000L));
  }

  int small() {
    return 1 + random.nextInt(random.nextBoolean() ? 5 : Integer.MAX_VALUE - 1);
  }

  long number() {
    return random.nextBoolean() ? random.nextInt(10) : random.nextLong();
  }

  ControlRecord<?> control() {
    ControlState state =
        switch (random.nextInt(4)) {
          case 0 ->
              new ControlState.AccessGrant(
                  word(),
                  Set.copyOf(several(() -> oneOf(GrantedRole.values()))),
                  orNull(() -> Set.copyOf(several(this::template))));
          case 1 -> new ControlState.TemplatePause(template(), random.nextBoolean());
          case 2 -> new ControlState.Maintenance(random.nextBoolean(), orNull(this::instant));
          default -> new ControlState.EmergencyStop(random.nextBoolean());
        };
    return new ControlRecord<>(state, word(), instant(), orNull(this::text));
  }

  AuditEntry auditEntry() {
    return new AuditEntry(
        instant(), word(), word(), text(), random.nextBoolean(), orNull(this::text), text());
  }

  String word() {
    return string(LETTERS, 1 + random.nextInt(12));
  }

  String text() {
    return string(TEXT, random.nextInt(random.nextInt(20) == 0 ? 200 : 30));
  }

  private String string(String alphabet, int length) {
    int[] characters = alphabet.codePoints().toArray();
    var string = new StringBuilder();
    for (int i = 0; i < length; i++) {
      string.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return string.toString();
  }

  <T> List<T> several(Supplier<T> supplier) {
    var list = new ArrayList<T>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(supplier.get());
    }
    return list;
  }

  <T> @Nullable T orNull(Supplier<T> supplier) {
    return random.nextInt(3) == 0 ? null : supplier.get();
  }

  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }
}
