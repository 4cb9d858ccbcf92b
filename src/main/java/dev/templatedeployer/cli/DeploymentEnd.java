package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Says in one line how a deployment stands, and how to go on.
final class DeploymentEnd {

  private final Session session;
  private final Look look;

  DeploymentEnd(Session session) {
    this.session = session;
    this.look = session.look();
  }

  /// Prints the status and what belongs to it: the canister, why there is none, or the id.
  void print(JsonNode deployment) {
    session.print(deployment, this::line);
  }

  /// Prints what became of a deployment that was waited for, and says how to go on.
  ///
  /// @param patience how long it was waited for
  ExitCode report(JsonNode deployment, Duration patience) {
    print(deployment);
    var id = deployment.path("id").asText();
    return switch (deployment.path("status").asText()) {
      case "COMPLETED" -> {
        session.hint(
            "Deployment '%s' took %s. Look at it with './deployer canister %s'."
                .formatted(id, length(deployment), deployment.path("canisterId").asText()));
        yield ExitCode.OK;
      }
      case "FAILED" -> {
        session.hint(
            "Deployment '%s' failed. Try again with './deployer retry %s --reason WHY'."
                .formatted(id, id));
        yield ExitCode.NOT_COMPLETED;
      }
      case "CANCELLED" -> ExitCode.NOT_COMPLETED;
      default -> {
        session.say(
            "Deployment '%s' has not ended within %s and goes on. Follow it with './deployer get %s'."
                .formatted(id, Times.length(patience), id));
        yield ExitCode.TIMED_OUT;
      }
    };
  }

  private String line(JsonNode deployment) {
    var status = deployment.path("status").asText();
    return look.status(status) + "  " + essence(deployment, status);
  }

  private static String essence(JsonNode deployment, String status) {
    var known =
        switch (status) {
          case "COMPLETED" -> Json.text(deployment, "canisterId");
          case "FAILED" ->
              Optional.of(deployment.path("failure"))
                  .filter(JsonNode::isObject)
                  .map(DeploymentEnd::failure);
          case "CANCELLED" -> Json.text(deployment, "reason");
          default -> Optional.<String>empty();
        };
    return known.orElse(deployment.path("id").asText());
  }

  /// A failure in a line.
  static String failure(JsonNode failure) {
    return failure.path("code").asText() + ": " + failure.path("message").asText();
  }

  private static String length(JsonNode deployment) {
    var began = Json.instant(deployment, "createdAt").orElse(Instant.EPOCH);
    return Times.length(
        Duration.between(began, Json.instant(deployment, "updatedAt").orElse(began)));
  }
}
