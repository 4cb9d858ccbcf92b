package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./deployer replay receipt`.
@Command(
    name = "receipt",
    description = {
      "Print what became of each deployment of a replay.",
      "",
      "As a table, as JSON, or as CSV for a spreadsheet (--output csv)."
    },
    footer = {
      "  ./deployer replay receipt k3v9x2p7q4",
      "  ./deployer replay receipt k3v9x2p7q4 --output csv > receipt.csv"
    })
final class ReplayReceiptCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The replay.")
  private String id;

  ReplayReceiptCommand(Session session) {
    super(session);
  }

  @Override
  boolean printsCsv() {
    return true;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path = ApiPath.of("replays", id, "receipt");
    JsonNode receipt;
    if (session().isCsv()) {
      session().surroundings().out().print(session().api().text(path.with("format", "csv")));
      receipt = session().api().get(ApiPath.of("replays", id));
    } else {
      var whole = session().api().get(path);
      session().print(whole, this::table);
      receipt = whole.path("replay");
    }
    if (!receipt.path("settled").asBoolean()) {
      session().say("This is not final: the replay goes on.");
    }
    return ExitCode.OK;
  }

  private String table(JsonNode receipt) {
    var look = session().look();
    var table = new Table("#", "DEPLOYMENT", "RESULT", "VERSIONS", "WHY");
    for (var item : receipt.path("items")) {
      table.row(
          item.path("number").asText(),
          item.path("id").asText(),
          look.status(item.path("result").asText()),
          item.path("plannedVersion").asText()
              + Json.text(item, "version").map(version -> " > " + version).orElse(""),
          Json.text(item, "code").map(code -> code + ": ").orElse("")
              + Json.text(item, "sentence").orElse(""));
    }
    return table.text(look);
  }
}
