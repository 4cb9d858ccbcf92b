package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer dlq redrive`.
@Command(
    name = "redrive",
    description = {
      "Send the record of a dead letter to its topic again, byte for byte.",
      "",
      "Only what can be read today is sent, and only once."
    },
    footer = {
      "  ./deployer dlq redrive 3-1207 --dry-run --reason 'the schema is registered now'",
      "  ./deployer dlq redrive 3-1207 --reason 'the schema is registered now'"
    })
final class RedriveCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The letter, such as 3-1207.")
  private String id;

  @Option(
      names = "--reason",
      paramLabel = "WHY",
      required = true,
      description = "Why, for the audit trail.")
  private String reason;

  @Option(names = "--dry-run", description = "Send nothing, and say what would happen.")
  private boolean dryRun;

  @Option(names = "--force", description = "Send it although it was redriven already.")
  private boolean force;

  RedriveCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var wish = Json.object().put("reason", reason).put("dryRun", dryRun).put("force", force);
    var done = session().api().post(ApiPath.of("dead-letters", id, "redrive"), wish);
    if (!dryRun) {
      session().print(done, sent -> "Sent as " + DeadLettersListCommand.spot(sent.path("sentTo")));
      return ExitCode.OK;
    }
    session().print(done, RedriveCommand::forecast);
    return isSendable(done) ? ExitCode.OK : ExitCode.REFUSED;
  }

  private boolean isSendable(JsonNode letter) {
    return letter.path("verdict").asText().equals("READABLE")
        && (force || (!letter.has("redriven") && letter.path("isEveryNoteSeen").asBoolean()));
  }

  private static String forecast(JsonNode letter) {
    var text = new StringBuilder(letter.path("verdictSentence").asText());
    if (letter.has("redriven")) {
      text.append(
          " It was redriven at %s. %s"
              .formatted(
                  letter.path("redriven").path("at").asText(),
                  letter.path("redriven").path("note").asText()));
    }
    return text.toString();
  }
}
