package dev.templatedeployer.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A command that says what should become of a replay, with a reason.
abstract class ReplayStepCommand extends Subcommand {

  private final String step;

  @Parameters(paramLabel = "ID", description = "The replay.")
  private String id;

  @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why.")
  private String reason;

  /// @param step the last part of its path in the API
  ReplayStepCommand(Session session, String step) {
    super(session);
    this.step = step;
  }

  @Override
  final ExitCode run() throws CommandFailed, InterruptedException {
    var replay =
        session().api().post(ApiPath.of("replays", id, step), Json.object().put("reason", reason));
    session().print(replay, new ReplayPage(session().now(), session().look())::text);
    return ExitCode.OK;
  }
}
