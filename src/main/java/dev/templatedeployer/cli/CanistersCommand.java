package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./deployer canisters`.
@Command(
    name = "canisters",
    description = "List canisters, the newest first.",
    footer = {
      "  ./deployer canisters",
      "  ./deployer canisters --template lock --status active",
      "  ./deployer canisters --owner rrkah-fqaaa-aaaaa-aaaaq-cai"
    })
final class CanistersCommand extends Subcommand {

  @Option(names = "--template", paramLabel = "NAME", description = "Only from this template.")
  private @Nullable String template;

  @Option(names = "--owner", paramLabel = "PRINCIPAL", description = "Only of this owner.")
  private @Nullable String owner;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only those that stand there as of their last event, such as ACTIVE.")
  private @Nullable String status;

  @Mixin private PageOptions page = new PageOptions();

  CanistersCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path =
        ApiPath.of("canisters")
            .with("template", template)
            .with("owner", owner)
            .with("status", status);
    var list = session().api().get(page.of(path));
    session().print(list, this::table);
    if (list.path("items").isEmpty()) {
      session().hint("No canisters. Each comes from a deployment that completed: './deployer ls'.");
    }
    PageOptions.hintAtMore(list, session());
    return ExitCode.OK;
  }

  private String table(JsonNode list) {
    if (list.path("items").isEmpty()) {
      return "";
    }
    var table = new Table("ID", "TEMPLATE", "STATUS", "EVENTS", "CHANGED", "OWNER");
    for (var canister : list.path("items")) {
      table.row(
          canister.path("id").asText(),
          canister.path("template").asText(),
          canister.path("status").asText(),
          canister.path("version").asText(),
          Json.instant(canister, "updatedAt")
              .map(changed -> Times.relative(changed, session().now()))
              .orElse(""),
          canister.path("owner").asText());
    }
    return table.text(session().look());
  }
}
