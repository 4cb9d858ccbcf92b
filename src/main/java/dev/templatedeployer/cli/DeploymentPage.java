package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/// Everything about one deployment, to be read from top to bottom.
final class DeploymentPage {

  private final Instant now;
  private final Look look;

  DeploymentPage(Instant now, Look look) {
    this.now = now;
    this.look = look;
  }

  String text(JsonNode deployment) {
    return heading(deployment)
        + past(deployment)
        + head(deployment).text(look)
        + section("Attempts", attempts(deployment.path("attempts")))
        + section("Config", indented(deployment.path("config")));
  }

  private String heading(JsonNode deployment) {
    return "%s  %s\n\n"
        .formatted(
            look.bold(deployment.path("id").asText()),
            look.status(deployment.path("status").asText()));
  }

  /// Says of a past state that it is one.
  private String past(JsonNode deployment) {
    return Json.instant(deployment, "asOf")
        .map(asOf ->
            look.yellow(
                    "This is the past: as it was on %s, at version %s of %s."
                        .formatted(
                            Times.full(asOf, now),
                            deployment.path("version").asText(),
                            deployment.path("latestVersion").asText()))
                + "\n\n")
        .orElse("");
  }

  private Fields head(JsonNode deployment) {
    return new Fields()
        .with("template", template(deployment))
        .with("owner", Json.text(deployment, "owner"))
        .with("caller", Json.text(deployment, "caller"))
        .with("canister", Json.text(deployment, "canisterId"))
        .with("failure", failure(deployment.path("failure")))
        .with("cancelled", cancel(deployment.path("cancel")))
        .with("reason", Json.text(deployment, "reason"))
        .with("run", Json.text(deployment, "run").filter(run -> !run.equals("1")))
        .with("labels", pairs(deployment.path("labels")))
        .with("details", pairs(deployment.path("details")))
        .with("not before", time(deployment, "notBefore"))
        .with("deadline", time(deployment, "deadline"))
        .with("next attempt", time(deployment, "nextAttemptAt"))
        .with("created", time(deployment, "createdAt"))
        .with("started", time(deployment, "startedAt"))
        .with("updated", time(deployment, "updatedAt"))
        .with("config digest", Json.text(deployment, "configDigest"));
  }

  private static String template(JsonNode deployment) {
    return deployment.path("template").asText()
        + Json.text(deployment, "templateVersion").map(version -> " " + version).orElse("");
  }

  private Optional<String> failure(JsonNode failure) {
    return failure.isObject()
        ? Optional.of(look.red(DeploymentEnd.failure(failure)))
        : Optional.empty();
  }

  private Optional<String> cancel(JsonNode cancel) {
    return Json.text(cancel, "by")
        .map(by ->
            "by %s: %s%s"
                .formatted(
                    by,
                    cancel.path("reason").asText(),
                    time(cancel, "at").map(at -> ", " + at).orElse("")));
  }

  private static Optional<String> pairs(JsonNode object) {
    return Optional.of(
            object.properties().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue().asText())
                .collect(Collectors.joining(", ")))
        .filter(text -> !text.isEmpty());
  }

  private Optional<String> time(JsonNode object, String field) {
    return Json.instant(object, field).map(time -> Times.full(time, now));
  }

  private String attempts(JsonNode attempts) {
    if (attempts.isEmpty()) {
      return "";
    }
    var table = new Table("ATTEMPT", "STARTED", "TOOK", "RESULT");
    for (var attempt : attempts) {
      table.row(number(attempt), started(attempt), took(attempt), result(attempt));
    }
    return table.text(look).indent(2);
  }

  private static String number(JsonNode attempt) {
    var drive = attempt.path("drive").asInt(1);
    return attempt.path("attempt").asText() + (drive > 1 ? ", drive " + drive : "");
  }

  private String started(JsonNode attempt) {
    return time(attempt, "startedAt").orElse("not yet");
  }

  private static String took(JsonNode attempt) {
    return Json.instant(attempt, "startedAt")
        .flatMap(started ->
            Json.instant(attempt, "endedAt")
                .map(ended -> Times.length(Duration.between(started, ended))))
        .orElse("");
  }

  private String result(JsonNode attempt) {
    return failure(attempt.path("failure"))
        .orElse(attempt.path("endedAt").isTextual() ? look.green("success") : "under way");
  }

  private static String indented(JsonNode config) {
    return config.isMissingNode() || config.isNull() ? "" : Json.pretty(config).indent(2);
  }

  private String section(String title, String text) {
    return text.isEmpty() ? "" : "\n%s\n%s".formatted(look.bold(title), text);
  }
}
