package dev.templatedeployer.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer maintenance`.
@Command(
    name = "maintenance",
    description = {
      "Take no new deployments, or take them again.",
      "",
      "What was accepted goes on, and operators may still retry and cancel. On a terminal 'on' asks",
      "first."
    },
    footer = {
      "  ./deployer maintenance on --until +30m --reason 'a new release'",
      "  ./deployer maintenance on --yes --reason 'a new release'",
      "  ./deployer maintenance off --reason 'it is out'"
    })
final class MaintenanceCommand extends Subcommand {

  @Parameters(paramLabel = "on|off", description = "Whether none are taken.")
  private OnOrOff turned;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "When it ends by itself, such as +30m. Left out: when it is switched off.")
  private @Nullable Instant until;

  @Mixin private Confirmation confirmation = new Confirmation();

  @Mixin private ReasonOption reason = new ReasonOption();

  MaintenanceCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    if (turned == OnOrOff.ON) {
      confirmation.ask(
          session(), "This turns new deployments away, from every template and every sender.");
    }
    var wish = Json.object().put("on", turned == OnOrOff.ON);
    if (until != null) {
      wish.put("until", until.toString());
    }
    wish.put("reason", reason.text());
    return Changed.print(
        session().api().post(ApiPath.of("control", "maintenance"), wish), session());
  }
}
