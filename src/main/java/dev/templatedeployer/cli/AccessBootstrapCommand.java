package dev.templatedeployer.cli;

import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlCommand.Bootstrap;
import dev.templatedeployer.control.ControlDecision;
import dev.templatedeployer.control.ControlUnavailable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./deployer access bootstrap`.
@Command(
    name = "bootstrap",
    description = {
      "Set the owner of a new service, and let a backend in.",
      "",
      "Talks to Kafka, since the service does not start without an owner. Done once, all of it or"
          + " nothing: the owner can never be set again or removed."
    },
    footer = {
      "  ./deployer access bootstrap --owner user:olga --backend backend",
      "  ./deployer access bootstrap --owner user:olga --config deployer.properties"
    })
final class AccessBootstrapCommand extends Subcommand {

  private final Parts parts;

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      required = true,
      description = "Who owns it: a person, such as user:olga, as 'whoami' calls them.")
  private String owner;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "A backend that may deploy every template. The backends that share the topic"
              + " 'deployments.commands' are called 'backend'.")
  private @Nullable String backend;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  AccessBootstrapCommand(Session session, Parts parts) {
    super(session);
    this.parts = parts;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    KafkaLogging.silence();
    var cluster = kafka.cluster(parts.installation(), session().surroundings().environment());
    var change =
        new ControlChange("bootstrap", session().now(), "set up", new Bootstrap(owner, backend));
    try {
      var decision = parts.controls().change(cluster, change);
      return switch (decision) {
        case ControlDecision.Accepted(_, var sentence) -> {
          session().print(Json.object().put("owner", owner).put("backend", backend), _ -> sentence);
          yield ExitCode.OK;
        }
        case ControlDecision.Refused(_, var sentence) ->
            throw new CommandFailed(ExitCode.REFUSED, sentence);
      };
    } catch (ControlUnavailable e) {
      throw new CommandFailed(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(
        ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE, ExitCode.REFUSED, ExitCode.UNREACHABLE);
  }
}
