package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.TopicDifference;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/// `./deployer topics diff`.
@Command(
    name = "diff",
    description = "Say how the topics differ from what the service needs; change nothing.",
    footer = {
      "  ./deployer topics diff",
      "  ./deployer topics diff --bootstrap kafka:9092 --config deployer.properties"
    })
final class TopicsDiffCommand extends TopicsSubcommand {

  TopicsDiffCommand(Session session, Parts parts) {
    super(session, parts);
  }

  @Override
  ExitCode run(List<TopicDifference> differences, BrokerTopics broker) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var difference : differences) {
      list.addObject()
          .put("topic", difference.topic())
          .put("sentence", difference.sentence())
          .put("mendable", difference.isMendable());
    }
    session()
        .print(
            list,
            _ ->
                differences.stream()
                    .map(TopicDifference::sentence)
                    .collect(Collectors.joining("\n")));
    var mendable = differences.stream().filter(TopicDifference::isMendable).count();
    if (mendable > 0) {
      session()
          .hint(
              "'./deployer topics apply' mends %d of %d.".formatted(mendable, differences.size()));
    }
    return differences.isEmpty() ? ExitCode.OK : ExitCode.MISMATCH;
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(
        ExitCode.OK,
        ExitCode.SOFTWARE,
        ExitCode.USAGE,
        ExitCode.REFUSED,
        ExitCode.MISMATCH,
        ExitCode.UNREACHABLE);
  }
}
