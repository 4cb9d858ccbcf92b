package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/// Looks at a deployment again and again until it has ended, and shows how it goes.
///
/// An accepted deployment survives whatever happens to the service, so the watch goes on while
/// nobody answers.
final class DeploymentWatch {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Session session;
  private final DeployerApi api;

  DeploymentWatch(Session session, DeployerApi api) {
    this.session = session;
    this.api = api;
  }

  /// The last that is known of it: its end, or where it stood at `until`.
  ///
  /// @param accepted the answer to the command that began it
  JsonNode untilEnded(JsonNode accepted, Instant until) throws CommandFailed, InterruptedException {
    if (hasEnded(accepted)) {
      return accepted;
    }
    session.hint("Deployment '%s' is accepted.".formatted(accepted.path("id").asText()));
    var began = session.now();
    var last = accepted;
    try (var progress = session.progress()) {
      while (!hasEnded(last) && session.now().isBefore(until)) {
        session.surroundings().pause().lasting(BETWEEN_LOOKS);
        last = look(last, Duration.between(began, session.now()), progress);
      }
    }
    return last;
  }

  private JsonNode look(JsonNode last, Duration waited, Progress progress)
      throws CommandFailed, InterruptedException {
    var deployment = last;
    var state = "Nobody answers; it is tried again.";
    try {
      deployment = api.get(ApiPath.deployment(last.path("id").asText()));
      state = state(deployment);
    } catch (CommandFailed e) {
      switch (e.code()) {
        case NOT_FOUND -> state = state(last); // accepted, and not yet to be seen
        case UNREACHABLE -> {}
        default -> throw e;
      }
    }
    if (!hasEnded(deployment)) {
      progress.show(state, Times.length(waited));
    }
    return deployment;
  }

  static boolean hasEnded(JsonNode deployment) {
    return switch (deployment.path("status").asText()) {
      case "COMPLETED", "FAILED", "CANCELLED" -> true;
      default -> false;
    };
  }

  private String state(JsonNode deployment) {
    var state = new StringBuilder(deployment.path("status").asText());
    if (deployment.path("attempt").asInt(1) > 1) {
      state.append(", attempt ").append(deployment.path("attempt").asInt());
    }
    var attempts = deployment.path("attempts");
    Json.text(attempts.path(attempts.size() - 1).path("failure"), "message")
        .ifPresent(message -> state.append("; the attempt before: ").append(message));
    return state.toString();
  }
}
