package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `./deployer emergency-stop`.
@Command(
    name = "emergency-stop",
    description = {
      "Start nothing at all, or start work again.",
      "",
      "Nothing new is taken either. What is running ends by itself. On a terminal it asks first."
    },
    footer = {
      "  ./deployer emergency-stop on --reason 'canisters come up empty'",
      "  ./deployer emergency-stop off --yes --reason 'it was the subnet'"
    })
final class EmergencyStopCommand extends Subcommand {

  @Parameters(paramLabel = "on|off", description = "Whether nothing is started.")
  private OnOrOff turned;

  @Mixin private Confirmation confirmation = new Confirmation();

  @Mixin private ReasonOption reason = new ReasonOption();

  EmergencyStopCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    confirmation.ask(
        session(),
        turned == OnOrOff.ON
            ? "This stops the work of every template and turns new deployments away."
            : "This starts all the work that waits.");
    var wish = Json.object().put("on", turned == OnOrOff.ON).put("reason", reason.text());
    return Changed.print(
        session().api().post(ApiPath.of("control", "emergency-stop"), wish), session());
  }
}
