package dev.templatedeployer.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `./deployer diff`.
@Command(
    name = "diff",
    description = {
      "Show what changed in a deployment between two moments.",
      "",
      "A moment is a time such as 2026-03-01T12:00:00Z, a time from now on such as -2h, or a version"
          + " such as v3."
    },
    footer = {
      "  ./deployer diff invoice-17 --from v1",
      "  ./deployer diff invoice-17 --from 2026-03-01T02:00:00Z --to 2026-03-01T03:00:00Z",
      "  ./deployer diff invoice-17 --from -2h --output json | jq -r '.changes[].field'"
    })
final class DiffCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id;

  @Option(
      names = "--from",
      paramLabel = "MOMENT",
      required = true,
      description = "The earlier moment.")
  private String from;

  @Option(names = "--to", paramLabel = "MOMENT", description = "The later moment. Default: now.")
  private @Nullable String to;

  DiffCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path =
        ApiPath.of("deployments", id, "diff")
            .with("from", moment("--from", from))
            .with("to", to == null ? null : moment("--to", to));
    session().print(session().api().get(path), new DiffPage(session().look())::text);
    return ExitCode.OK;
  }

  /// A moment as the API wants it.
  private String moment(String option, String text) throws CommandFailed {
    if (text.matches("v\\d{1,9}")) {
      return text;
    }
    try {
      return new Moment(session().surroundings().clock()).convert(text).toString();
    } catch (TypeConversionException _) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s: '%s' is no moment. Name a time such as 2026-03-01T12:00:00Z or -2h, or a version such as v3."
              .formatted(option, text));
    }
  }
}
