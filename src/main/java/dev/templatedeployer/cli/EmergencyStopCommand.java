package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Mixin private ReasonOption reason = new ReasonOption();

  EmergencyStopCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    if (!yes && session().surroundings().errIsTerminal() && !isMeant()) {
      throw new CommandFailed(ExitCode.REFUSED, "Nothing was changed.");
    }
    var wish = Json.object().put("on", turned == OnOrOff.ON).put("reason", reason.text());
    return Changed.print(
        session().api().post(ApiPath.of("control", "emergency-stop"), wish), session());
  }

  private boolean isMeant() {
    session()
        .say(
            turned == OnOrOff.ON
                ? "This stops the work of every template and turns new deployments away. Type 'yes' if you mean it:"
                : "This starts all the work that waits. Type 'yes' if you mean it:");
    try {
      var line =
          new BufferedReader(new InputStreamReader(session().surroundings().in(), UTF_8))
              .readLine();
      return line != null && line.strip().toLowerCase(Locale.ROOT).equals("yes");
    } catch (IOException e) {
      throw new UncheckedIOException("The answer cannot be read.", e);
    }
  }
}
