package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer replay approve`.
@Command(
    name = "approve",
    description = {
      "Let a plan run.",
      "",
      "Shows the plan and asks for the exact number of deployments. A script says --yes, and had"
          + " better name the --count that it means."
    },
    footer = {
      "  ./deployer replay approve k3v9x2p7q4 --follow",
      "  ./deployer replay approve k3v9x2p7q4 --yes --count 42"
    })
final class ReplayApproveCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The replay.")
  private String id;

  @Option(names = "--reason", paramLabel = "WHY", description = "Why. Left out: that of the plan.")
  private @Nullable String reason;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Approve only if the plan has exactly this many deployments.")
  private @Nullable Integer count;

  @Option(
      names = {"--follow", "--run"},
      description = "Watch it to its end; exits with 5 unless all were completed or skipped.")
  private boolean follow;

  ReplayApproveCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var api = session().api();
    var path = ApiPath.of("replays", id);
    var plan = api.get(path);
    int seen = plan.path("count").asInt();
    if (!yes && plan.path("state").asText().equals("PLANNED")) {
      confirm(plan, seen);
    }
    var body =
        Json.object()
            .put("count", count == null ? seen : count)
            .put("digest", plan.path("digest").asText())
            .put("reason", reason == null ? plan.path("reason").asText() : reason);
    var approved = api.post(ApiPath.of("replays", id, "approve"), body);
    if (follow) {
      return new ReplayWatch(session(), api).untilSettled(approved);
    }
    session().print(approved, new ReplayPage(session().now(), session().look())::text);
    return ExitCode.OK;
  }

  private void confirm(JsonNode plan, int seen) throws CommandFailed {
    if (!session().surroundings().errIsTerminal()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "This would retry %d deployments, and there is nobody to ask. Add --yes --count %d."
              .formatted(seen, seen));
    }
    session().say(new ReplayPage(session().now(), session().look()).plan(plan));
    session()
        .say(
            "This retries %d deployments. Type %d to go on, or nothing to leave it."
                .formatted(seen, seen));
    if (!answer().equals(Integer.toString(seen))) {
      throw new CommandFailed(ExitCode.REFUSED, "Nothing was approved.");
    }
  }

  private String answer() {
    try {
      var in =
          new BufferedReader(
              new InputStreamReader(session().surroundings().in(), StandardCharsets.UTF_8));
      var line = in.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The terminal cannot be read.", e);
    }
  }

  @Override
  Set<ExitCode> exitCodes() {
    var codes = EnumSet.copyOf(super.exitCodes());
    codes.add(ExitCode.NOT_COMPLETED);
    return codes;
  }
}
