package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
      "  ./deployer watch --status failed --template lock",
      "  ./deployer watch --label team=blue --output json | jq -r '.id + \" \" + .status'"
    })
final class WatchCommand extends Subcommand {

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private ListCommand.@Nullable Status status;

  @Option(names = "--template", paramLabel = "NAME", description = "Only from this template.")
  private @Nullable String template;

  @Option(names = "--owner", paramLabel = "PRINCIPAL", description = "Only for this owner.")
  private @Nullable String owner;

  @Option(
      names = "--label",
      paramLabel = "K=V",
      description = "Only with this label. May be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

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
    var path =
        ApiPath.of("stream").with("status", status).with("template", template).with("owner", owner);
    for (var label : labels.entrySet()) {
      path = path.with("label", label.getKey() + "=" + label.getValue());
    }
    return path;
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
