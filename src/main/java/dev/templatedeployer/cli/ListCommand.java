package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./deployer ls`.
@Command(
    name = "ls",
    aliases = "list",
    description = "List deployments, the newest first.",
    footer = {
      "  ./deployer ls",
      "  ./deployer ls --status failed --template lock",
      "  ./deployer ls --label team=blue --limit 200 --output json | jq -r '.items[].id'"
    })
final class ListCommand extends Subcommand {

  /// The words that a status is filtered by.
  enum Status {
    PENDING,
    PROCESSING,
    COMPLETED,
    FAILED,
    CANCELLED
  }

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private @Nullable Status status;

  @Option(names = "--template", paramLabel = "NAME", description = "Only from this template.")
  private @Nullable String template;

  @Option(names = "--owner", paramLabel = "PRINCIPAL", description = "Only for this owner.")
  private @Nullable String owner;

  @Option(
      names = "--label",
      paramLabel = "K=V",
      description = "Only with this label. May be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Mixin private PageOptions page = new PageOptions();

  ListCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var list = session().api().get(path());
    session().print(list, this::table);
    if (list.path("items").isEmpty()) {
      session().hint("No deployments. Begin one with './deployer deploy TEMPLATE -f FILE'.");
    }
    PageOptions.hintAtMore(list, session());
    return ExitCode.OK;
  }

  private ApiPath path() {
    var path =
        page.of(
            ApiPath.of("deployments")
                .with("status", status)
                .with("template", template)
                .with("owner", owner));
    for (var label : labels.entrySet()) {
      path = path.with("label", label.getKey() + "=" + label.getValue());
    }
    return path;
  }

  private String table(JsonNode list) {
    if (list.path("items").isEmpty()) {
      return "";
    }
    var look = session().look();
    var table = new Table("ID", "STATUS", "TEMPLATE", "CREATED", "RESULT");
    for (var deployment : list.path("items")) {
      table.row(
          deployment.path("id").asText(),
          look.status(deployment.path("status").asText()),
          deployment.path("template").asText(),
          Json.instant(deployment, "createdAt")
              .map(created -> Times.relative(created, session().now()))
              .orElse(""),
          result(deployment));
    }
    return table.text(look);
  }

  private static String result(JsonNode deployment) {
    return switch (deployment.path("status").asText()) {
      case "COMPLETED" -> deployment.path("canisterId").asText();
      case "FAILED" -> shortened(DeploymentEnd.failure(deployment.path("failure")));
      case "CANCELLED" -> shortened(Json.text(deployment, "reason").orElse(""));
      default -> {
        var attempt = deployment.path("attempt").asInt(1);
        yield attempt > 1 ? "attempt " + attempt : "";
      }
    };
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
