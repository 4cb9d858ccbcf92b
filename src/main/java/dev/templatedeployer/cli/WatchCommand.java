package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./deployer watch`.
@Command(
    name = "watch",
    description = {
      "Print a line for each change of a deployment, as it happens.",
      "",
      "A lost connection is made again, and nothing is left out. Ctrl-C ends it."
    },
    footer = {
      "  ./deployer watch",
      "  ./deployer watch status:failed template:lock",
      "  ./deployer watch label:team=blue --output json | jq -r '.id + \" \" + .status'"
    })
final class WatchCommand extends Subcommand {

  @Parameters(
      paramLabel = "FILTER",
      arity = "0..*",
      description =
          "Only these, such as status:failed or label:team=blue; all of them have to be true.")
  private List<String> filter = new ArrayList<>();

  private static final int LONGEST_STATUS = ListCommand.Status.PROCESSING.name().length();

  WatchCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    session().hint("Watching. Ctrl-C ends it.");
    // Java would exit with 130, and ending a watch is no failure.
    try (var _ = CtrlC.stops(() -> Runtime.getRuntime().halt(ExitCode.OK.number()))) {
      new ChangeWatch(session(), session().api()).follow(path(), this::print);
    }
    return ExitCode.OK;
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE, ExitCode.UNREACHABLE);
  }

  private ApiPath path() {
    return ApiPath.of("stream").with("filter", filter.isEmpty() ? null : String.join(" ", filter));
  }

  private void print(JsonNode deployment) {
    session().print(deployment, this::line);
    session().surroundings().out().flush();
  }

  private String line(JsonNode deployment) {
    var look = session().look();
    var status = deployment.path("status").asText();
    var line =
        new StringBuilder(
            "%s  %s  %s  %s"
                .formatted(
                    look.dim(deployment.path("updatedAt").asText()),
                    look.status(status) + " ".repeat(Math.max(0, LONGEST_STATUS - status.length())),
                    deployment.path("id").asText(),
                    deployment.path("template").asText()));
    if (deployment.has("failure")) {
      line.append("  ").append(look.red(DeploymentEnd.failure(deployment.path("failure"))));
    }
    return line.toString();
  }
}
