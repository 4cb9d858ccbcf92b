package dev.templatedeployer.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer replay plan`.
@Command(
    name = "plan",
    description = {
      "Freeze a list of failed deployments to be tried again; nothing runs yet.",
      "",
      "The list holds exactly what the filter lets through now and is FAILED, each with its version."
          + " One that changes before its turn is left alone."
    },
    footer = {
      "  ./deployer replay plan 'template:lock code:NO_QUOTA' --reason 'the quota was raised'",
      "  ./deployer replay plan 'label:team=blue' --reason 'node back' --rate 2 --canary 5"
    })
final class ReplayPlanCommand extends Subcommand {

  @Parameters(paramLabel = "FILTER", description = "Which deployments.")
  private String filter;

  @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why.")
  private String reason;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Start at most this many a second. Left out: 10.")
  private @Nullable Double rate;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Have at most this many under way at once. Left out: 50.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--stop-at-failure-ratio",
      paramLabel = "R",
      description = "Stop when this share failed again, above 0 and up to 1. Left out: 0.5.")
  private @Nullable Double stopAtFailureRatio;

  @Option(
      names = "--canary",
      paramLabel = "N",
      description = {
        "Run this many first and alone, and go on only if they end well; 0 for none.",
        "Left out: one in twenty, 1 to 10."
      })
  private @Nullable Integer canary;

  ReplayPlanCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var body = Json.object().put("filter", filter).put("reason", reason);
    var limits = body.putObject("limits");
    if (rate != null) {
      limits.put("rate", rate);
    }
    if (concurrency != null) {
      limits.put("concurrency", concurrency);
    }
    if (stopAtFailureRatio != null) {
      limits.put("stopAtFailureRatio", stopAtFailureRatio);
    }
    if (canary != null) {
      limits.put("canary", canary);
    }
    var plan = session().api().post(ApiPath.of("replays"), body);
    session().print(plan, new ReplayPage(session().now(), session().look())::text);
    return ExitCode.OK;
  }
}
