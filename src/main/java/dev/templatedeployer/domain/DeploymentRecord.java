package dev.templatedeployer.domain;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is known of one deployment: the fold of its events.
///
/// @param version the number of its events; each event raises it by one
/// @param request what was asked for, the full payload
/// @param terms what the service granted
/// @param token the newest start; reports of older ones change nothing
/// @param run 1 for the first, one more for each manual retry; every run ends with an outcome
/// @param firstAttemptOfRun the attempt that the run began with, from which its attempts are
///   counted
/// @param startedAt when the template was last called in this attempt, by its executor's clock;
///   null if it was not
/// @param cancel the wish to give a running deployment up, or null
/// @param attempts the attempts that ended, oldest first, the last [#MAX_ATTEMPTS] of them
/// @param lastRetryId the id that the last retry's sender gave it, or null
/// @param lastOutcomeVersion the version at which it last reached an outcome, or null if it never
///   did
public record DeploymentRecord(
    DeploymentId id,
    long version,
    DeploymentRequest request,
    DeploymentCommand.Terms terms,
    String caller,
    Principal canisterId,
    Phase phase,
    Token token,
    int run,
    int firstAttemptOfRun,
    @Nullable Instant startedAt,
    @Nullable CancelWish cancel,
    List<Attempt> attempts,
    @Nullable String lastRetryId,
    @Nullable Long lastOutcomeVersion,
    Instant createdAt,
    Instant updatedAt) {

  /// The most ended attempts that a record remembers; the events remember all.
  public static final int MAX_ATTEMPTS = 10;

  public DeploymentRecord {
    attempts = List.copyOf(attempts);
  }

  /// The public word for where it stands.
  public Status status() {
    return phase.status();
  }

  /// Attempts that this run has begun, the present one included.
  public int attemptsOfRun() {
    return token.attempt() - firstAttemptOfRun + 1;
  }

  /// After which no attempt is started any more, or null. The sender's deadline binds the first run
  /// only: whoever retries later wants it in spite of it.
  public @Nullable Instant deadline() {
    return run == 1 ? request.deadline() : null;
  }

  /// An attempt that ended.
  ///
  /// @param failure why it did not succeed, or null if it did
  public record Attempt(
      Token token, @Nullable Instant startedAt, Instant endedAt, @Nullable Failure failure) {}

  /// Somebody's wish to give the deployment up.
  public record CancelWish(String caller, String reason, Instant at) {}
}
