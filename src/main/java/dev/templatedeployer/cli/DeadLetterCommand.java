package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./deployer dlq show`.
@Command(
    name = "show",
    description = {
      "Show a dead letter, and what becomes of its record today.",
      "",
      "What may be secret is shown by its structure and size."
    },
    footer = {"  ./deployer dlq show 3-1207"})
final class DeadLetterCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The letter, such as 3-1207.")
  private String id;

  DeadLetterCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var letter = session().api().get(ApiPath.of("dead-letters", id));
    session().print(letter, json -> new ReadableJson(session().now(), session().look()).text(json));
    if (letter.path("verdict").asText().equals("READABLE") && !letter.has("redriven")) {
      session().hint("Send it again with './deployer dlq redrive %s --reason WHY'.".formatted(id));
    }
    return ExitCode.OK;
  }
}
