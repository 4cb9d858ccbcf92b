package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `./deployer resume`.
@Command(
    name = "resume",
    description = {"Let the work of a paused template go on.", "", "What waited is started."},
    footer = {"  ./deployer resume lock --reason 'mended in 1.3'"})
final class ResumeCommand extends Subcommand {

  @Parameters(paramLabel = "TEMPLATE", description = "The template.")
  private String template;

  @Mixin private ReasonOption reason = new ReasonOption();

  ResumeCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path = ApiPath.of("templates", template, "resume");
    var wish = Json.object().put("reason", reason.text());
    return Changed.print(session().api().post(path, wish), session());
  }
}
