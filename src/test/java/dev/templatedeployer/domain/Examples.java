package dev.templatedeployer.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The deployment that the tests of the rules tell of, and the words to tell it in: events are past
/// (`started`), what an executor says begins with `reports`, and every time is so many seconds
/// after noon.
final class Examples {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final DeploymentId ID = new DeploymentId("web-42");
  static final TemplateName LOCK = new TemplateName("lock");
  static final Principal OWNER = new Principal("aaaaa-aa");
  static final Principal CANISTER = CanisterIds.of("web-42");
  static final String SHOP = "shop";
  static final String ADMIN = "ann";
  static final String EXECUTOR = "executor-1";
  static final String REASON = "No longer wanted.";
  static final Map<String, String> DETAILS = Map.of("address", "lock-42");

  static final Policy POLICY =
      new Policy(
          3,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          3);
  static final Terms TERMS = new Terms("1.0.0", POLICY);

  /// What [Backoff] makes of `web-42` after its first attempt: ten seconds, spread.
  static final Duration FIRST_BACKOFF = Duration.ofMillis(11_779);

  /// The same after its second attempt: twenty seconds, spread.
  static final Duration SECOND_BACKOFF = Duration.ofMillis(23_805);

  static final Failure FLAKY = new Failure("NODE_BUSY", "The node is busy. Try again.", true);
  static final Failure HOPELESS = new Failure("NO_SUCH_TOKEN", "There is no such token.", false);

  private Examples() {}

  static Instant second(long secondsAfterNoon) {
    return NOON.plusSeconds(secondsAfterNoon);
  }

  static Token token(int attempt, int drive) {
    return new Token(attempt, drive);
  }

  static DeploymentRequest request() {
    return request(null, null);
  }

  static DeploymentRequest request(@Nullable Instant notBefore, @Nullable Instant deadline) {
    return new DeploymentRequest(
        LOCK,
        null,
        new Config("{\"amount\":\"100\"}".getBytes(UTF_8), "digest-of-the-config"),
        OWNER,
        Map.of("team", "blue"),
        notBefore,
        deadline);
  }

  static DeploymentCommand.Deploy deploy(DeploymentRequest request, Instant at) {
    return new DeploymentCommand.Deploy(ID, request, SHOP, TERMS, at);
  }

  static DeploymentCommand.Retry retry(@Nullable String commandId, Instant at) {
    return new DeploymentCommand.Retry(ID, commandId, ADMIN, "The node is back.", at);
  }

  static DeploymentCommand.Retry retry(String commandId, long expectedVersion, Instant at) {
    return new DeploymentCommand.Retry(
        ID, commandId, ADMIN, "The node is back.", expectedVersion, at);
  }

  static DeploymentCommand.Cancel cancel(Instant at) {
    return new DeploymentCommand.Cancel(ID, ADMIN, REASON, at);
  }

  static DeploymentCommand.Cancel cancel(long expectedVersion, Instant at) {
    return new DeploymentCommand.Cancel(ID, ADMIN, REASON, expectedVersion, at);
  }

  static DeploymentCommand.Due due(Instant at) {
    return new DeploymentCommand.Due(ID, null, at);
  }

  static DeploymentCommand.Due due(Instant lastSeenAt, Instant at) {
    return new DeploymentCommand.Due(ID, lastSeenAt, at);
  }

  static DeploymentCommand.Started reportsStart(Token token, Instant startedAt, Instant at) {
    return new DeploymentCommand.Started(ID, token, EXECUTOR, startedAt, at);
  }

  static DeploymentCommand.Heartbeat reportsHeartbeat(Token token, Instant startedAt, Instant at) {
    return new DeploymentCommand.Heartbeat(ID, token, EXECUTOR, startedAt, at);
  }

  static DeploymentCommand.Succeeded reportsSuccess(Token token, Instant startedAt, Instant at) {
    return new DeploymentCommand.Succeeded(ID, token, EXECUTOR, DETAILS, startedAt, at, at);
  }

  static DeploymentCommand.AttemptFailed reportsFailure(
      Token token, Failure failure, Instant startedAt, Instant at) {
    return new DeploymentCommand.AttemptFailed(
        ID, token, EXECUTOR, failure, null, startedAt, at, at);
  }

  static DeploymentEvent.Requested requested() {
    return requested(request());
  }

  /// Requested at noon.
  static DeploymentEvent.Requested requested(DeploymentRequest request) {
    Instant notBefore = request.notBefore();
    return new DeploymentEvent.Requested(
        ID, request, SHOP, TERMS, CANISTER, notBefore == null ? NOON : notBefore, NOON);
  }

  static DeploymentEvent.Dispatched dispatched(Token token, Instant at) {
    return new DeploymentEvent.Dispatched(token, at);
  }

  static DeploymentEvent.Started started(Token token, Instant startedAt, Instant at) {
    return new DeploymentEvent.Started(token, EXECUTOR, startedAt, at);
  }

  static DeploymentEvent.Redriven redriven(Token token, Instant lastSeenAt, Instant at) {
    return new DeploymentEvent.Redriven(token, lastSeenAt, at);
  }

  static DeploymentEvent.AttemptFailed attemptFailed(
      Token token, Failure failure, @Nullable Instant startedAt, Instant at, Instant next) {
    return new DeploymentEvent.AttemptFailed(token, failure, startedAt, at, next, at);
  }

  static DeploymentEvent.Completed completed(Token token, Instant startedAt, Instant at) {
    return new DeploymentEvent.Completed(token, DETAILS, startedAt, at, at);
  }

  static DeploymentEvent.Failed failed(
      Token token, Failure failure, @Nullable Instant startedAt, Instant at) {
    return new DeploymentEvent.Failed(token, failure, startedAt, at, at);
  }

  static DeploymentEvent.Retried retried(Token token, @Nullable String commandId, Instant at) {
    return new DeploymentEvent.Retried(token, commandId, ADMIN, "The node is back.", at);
  }

  static DeploymentEvent.CancelRequested cancelRequested(Instant at) {
    return new DeploymentEvent.CancelRequested(ADMIN, REASON, at);
  }

  static DeploymentEvent.Cancelled cancelled(Token token, Instant at) {
    return new DeploymentEvent.Cancelled(token, ADMIN, REASON, at);
  }

  static Work.Start start(Token token) {
    return start(token, request());
  }

  static Work.Start start(Token token, DeploymentRequest request) {
    return new Work.Start(
        ID,
        LOCK,
        TERMS.templateVersion(),
        token,
        request.config(),
        OWNER,
        CANISTER,
        request.labels(),
        NOON,
        request.deadline(),
        POLICY.attemptTimeout(),
        POLICY.lease());
  }

  static Work.Stop stop(Token token, String reason) {
    return new Work.Stop(ID, LOCK, token, reason);
  }

  /// The outcome of a first run that took one attempt, called a second after noon.
  static DeploymentOutcome outcome(
      long version, Status status, @Nullable Failure failure, Instant endedAt) {
    boolean completed = status == Status.COMPLETED;
    return new DeploymentOutcome(
        ID,
        version,
        1,
        null,
        status,
        LOCK,
        TERMS.templateVersion(),
        OWNER,
        SHOP,
        completed ? CANISTER : null,
        failure,
        completed ? DETAILS : Map.of(),
        status == Status.CANCELLED ? REASON : null,
        1,
        request().config().digest(),
        request().labels(),
        NOON,
        second(1),
        endedAt);
  }
}
