package dev.templatedeployer.cli;

import static dev.templatedeployer.cli.RebuildProgress.amount;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./deployer stores rebuild`.
@Command(
    name = "rebuild",
    description = {
      "Throw the stores and their changelogs away and make them anew from the event topics.",
      "",
      "For a service that does not start since they are lost. No instance may run. All events are"
          + " read and their hashes checked first; nothing is thrown away if they make no sense.",
      "",
      "How far the commands were read is taken from what the events say brought them about, and from"
          + " the consumer group if it still knows. Events are never changed."
    },
    footer = {
      "  ./deployer stores rebuild --config deployer.properties --dry-run",
      "  ./deployer stores rebuild --config deployer.properties",
      "  ./deployer stores rebuild --from-beginning deployments.commands --config deployer.properties"
    })
final class StoresRebuildCommand extends Subcommand {

  private final Parts parts;

  @Option(
      names = "--dry-run",
      description = "Only read the events, and say what the stores would hold.")
  private boolean dryRun;

  @Option(
      names = "--from-beginning",
      paramLabel = "TOPIC",
      description =
          "An input topic that was made anew and holds nothing that was decided before: all of it is"
              + " decided. May be repeated.")
  private Set<String> fromTheirBeginning = new LinkedHashSet<>();

  @Mixin private Confirmation confirmation = new Confirmation();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  StoresRebuildCommand(Session session, Parts parts) {
    super(session);
    this.parts = parts;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    KafkaLogging.silence();
    var options = kafka.options(session().surroundings().environment());
    if (!dryRun) {
      confirmation.ask(
          session(),
          "The stores and their changelogs are thrown away and made anew from the events.");
    }
    StoresWork.Result result;
    try (var progress = new RebuildProgress(session())) {
      result =
          parts
              .stores()
              .rebuild(new StoresWork.Wish(options, dryRun, fromTheirBeginning), progress::show);
    }
    var json =
        Json.object()
            .put("rebuilt", !dryRun)
            .put("deployments", result.deployments())
            .put("canisters", result.canisters())
            .put("operations", result.operations())
            .put("repeated", result.repeated());
    var passed = json.putObject("passedOver");
    result.passedOver().forEach(passed::put);
    session().print(json, _ -> sentence(result));
    result
        .passedOver()
        .forEach((topic, count) ->
            session()
                .say(
                    "'%s' is not the topic that was read before: its %s records are passed over. If none of them was decided, rebuild again with '--from-beginning %s'."
                        .formatted(topic, amount(count), topic)));
    if (result.repeated() > 0) {
      session()
          .say(
              "%s events came again and count for nothing; './deployer verify' names them."
                  .formatted(amount(result.repeated())));
    }
    return ExitCode.OK;
  }

  private String sentence(StoresWork.Result result) {
    return "%s %s deployments, %s canisters, and %s operations by their ids."
        .formatted(
            dryRun ? "The stores would hold" : "Rebuilt. The stores hold",
            amount(result.deployments()),
            amount(result.canisters()),
            amount(result.operations()));
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(
        ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE, ExitCode.REFUSED, ExitCode.UNREACHABLE);
  }
}
