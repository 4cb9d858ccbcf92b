package dev.templatedeployer.cli;

import picocli.CommandLine.Command;

/// `./deployer read-model`, which only groups what is below it.
@Command(
    name = "read-model",
    description = "Work on the tables that questions are answered from.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  ./deployer read-model rebuild --config deployer.properties"})
final class ReadModelCommand {}
