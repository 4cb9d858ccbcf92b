package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./deployer stats`.
@Command(
    name = "stats",
    description = {
      "Show how the deployments of each template go: outcomes, durations, and what waits.",
      "",
      "Every end of a run counts, so a deployment that failed and was retried counts once for each."
          + " P50 and P95 are from the acceptance to the end of a first run; BACKLOG is the lag"
          + " of the work topic: what the executors have not finished, and the ends of its"
          + " transactions, so up to twice as many; OLDEST is for how long the oldest PENDING"
          + " deployment has been there."
    },
    footer = {
      "  ./deployer stats",
      "  ./deployer stats --since 24h --step 15m",
      "  ./deployer stats --template lock --output json | jq '.templates[0].steps'"
    })
final class StatsCommand extends Subcommand {

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "How far back, at most 31d. One hour unless set.")
  private @Nullable String since;

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      description = "The length of a step, in whole minutes. Chosen by --since unless set.")
  private @Nullable String step;

  @Option(names = "--template", paramLabel = "NAME", description = "Only this template.")
  private @Nullable String template;

  StatsCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path =
        ApiPath.of("statistics").with("since", since).with("step", step).with("template", template);
    var statistics = session().api().get(path);
    session().print(statistics, this::page);
    Json.text(statistics, "backlogProblem").ifPresent(session()::hint);
    return ExitCode.OK;
  }

  private String page(JsonNode statistics) {
    return new StatsPage(statistics, session().look()).text();
  }
}
