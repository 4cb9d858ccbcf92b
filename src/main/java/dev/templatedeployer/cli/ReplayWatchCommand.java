package dev.templatedeployer.cli;

import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./deployer replay watch`.
@Command(
    name = "watch",
    description = {
      "Watch a replay to its end.",
      "",
      "Exits with 5 unless all were completed, or had changed and were skipped. Ctrl-C ends the"
          + " watching only."
    },
    footer = {"  ./deployer replay watch k3v9x2p7q4"})
final class ReplayWatchCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The replay.")
  private String id;

  ReplayWatchCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var api = session().api();
    var replay = api.get(ApiPath.of("replays", id));
    if (replay.path("state").asText().equals("PLANNED")) {
      throw new CommandFailed(
          ExitCode.REFUSED,
          "The replay '%s' was not approved yet, so there is nothing to watch. Let it run with './deployer replay approve %s'."
              .formatted(id, id));
    }
    return new ReplayWatch(session(), api).untilSettled(replay);
  }

  @Override
  Set<ExitCode> exitCodes() {
    var codes = EnumSet.copyOf(super.exitCodes());
    codes.add(ExitCode.NOT_COMPLETED);
    return codes;
  }
}
