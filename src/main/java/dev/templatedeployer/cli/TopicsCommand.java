package dev.templatedeployer.cli;

import picocli.CommandLine.Command;

/// `./deployer topics`, which only groups what is below it.
@Command(
    name = "topics",
    description = "Create the topics of the service, or say how they differ.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  ./deployer topics diff --bootstrap kafka:9092",
      "  ./deployer topics apply --bootstrap kafka:9092 --config deployer.properties"
    })
final class TopicsCommand {}
