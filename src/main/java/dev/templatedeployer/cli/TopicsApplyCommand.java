package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.topics.TopicDifference;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./deployer topics apply`.
@Command(
    name = "apply",
    description = {
      "Create the topics that are missing, and set what is set otherwise.",
      "",
      "Never deletes a topic, a record or a copy, and never changes a number of partitions: such"
          + " differences are only named, and then the exit code is 4."
    },
    footer = {
      "  ./deployer topics apply --dry-run",
      "  ./deployer topics apply --bootstrap kafka:9092 --config deployer.properties",
      "  ./deployer topics apply --set deployer.topics.replication=1"
    })
final class TopicsApplyCommand extends TopicsSubcommand {

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  TopicsApplyCommand(Session session, Parts parts) {
    super(session, parts);
  }

  @Override
  ExitCode run(List<TopicDifference> differences, BrokerTopics broker)
      throws BrokerTrouble, InterruptedException {
    var done = JsonNodeFactory.instance.arrayNode();
    if (!dryRun) {
      broker.mend(differences);
    }
    for (var difference : differences) {
      var line = difference.isMendable() ? deed(difference) : difference.sentence();
      done.addObject()
          .put("topic", difference.topic())
          .put("sentence", line)
          .put("done", difference.isMendable() && !dryRun);
      if (!session().isJson()) {
        session().print(line);
      }
    }
    if (session().isJson()) {
      session().print(done.toString());
    }
    return differences.stream().allMatch(TopicDifference::isMendable)
        ? ExitCode.OK
        : ExitCode.REFUSED;
  }

  private String deed(TopicDifference difference) {
    return switch (difference) {
      case TopicDifference.Missing(var wanted, var replication) ->
          "%s '%s' with %d partitions of %d %s each."
              .formatted(
                  dryRun ? "Would create" : "Created",
                  wanted.name(),
                  wanted.partitions(),
                  replication,
                  replication == 1 ? "copy" : "copies");
      case TopicDifference.Setting(var topic, var name, var found, var wanted, _) ->
          "%s %s of '%s' to %s; it %s %s."
              .formatted(
                  dryRun ? "Would set" : "Set", name, topic, wanted, dryRun ? "is" : "was", found);
      case TopicDifference.Partitions _, TopicDifference.Copies _ -> difference.sentence();
    };
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(
        ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE, ExitCode.REFUSED, ExitCode.UNREACHABLE);
  }
}
