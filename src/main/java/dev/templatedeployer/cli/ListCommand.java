package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer ls`.
@Command(
    name = "ls",
    aliases = "list",
    description = "List deployments, the newest first.",
    footer = {
      "  ./deployer ls",
      "  ./deployer ls status:failed 'age:<24h' --sort=-updated",
      "  ./deployer ls 'template:lock label:env=prod,test -status:completed'",
      "  ./deployer ls 'error:\"*timed out*\" attempts:>1'",
      "  ./deployer ls --label team=blue --limit 200 --output json | jq -r '.items[].id'",
      "",
      "Filters: all terms have to be true; values with commas between them are alternatives;",
      "a '-' before a term, or NOT, makes it false. '*' stands for any letters.",
      "  status:failed,pending  template:lock  owner:ID  caller:NAME  id:web-*  canister:ID",
      "  label:env  label:env=prod  code:NO_QUOTA  error:\"*busy*\"  fingerprint:HEX",
      "  attempts:>1  run:2..3  age:<24h  updated:<1h  created:>=2026-11-01T06:00Z",
      "  timeout  \"node is busy\"  quot*           words of the failure message"
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

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description = "created, updated or attempts; with '-' before it the last first. -created.")
  private @Nullable String sort;

  @Parameters(
      paramLabel = "FILTER",
      arity = "0..*",
      description = "Only those that it lets through; see below.")
  private List<String> filter = List.of();

  @Mixin private PageOptions page = new PageOptions();

  ListCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    @Nullable String text = FilterText.of(filter);
    var list = session().api().get(path().with("filter", text).with("sort", sort), text);
    session().print(list, this::table);
    if (list.path("items").isEmpty() && list.has("next")) {
      session().hint("None among the thousands that were looked at.");
    } else if (list.path("items").isEmpty() && (text != null || isNarrowed())) {
      session().hint("No deployment is like that.");
    } else if (list.path("items").isEmpty()) {
      session().hint("No deployments. Begin one with './deployer deploy TEMPLATE -f FILE'.");
    }
    PageOptions.hintAtMore(list, session());
    return ExitCode.OK;
  }

  private boolean isNarrowed() {
    return status != null || template != null || owner != null || !labels.isEmpty();
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
      case "FAILED" -> Elision.shortened(DeploymentEnd.failure(deployment.path("failure")), 60);
      case "CANCELLED" -> Elision.shortened(Json.text(deployment, "reason").orElse(""), 60);
      default -> {
        var attempt = deployment.path("attempt").asInt(1);
        yield attempt > 1 ? "attempt " + attempt : "";
      }
    };
  }
}
