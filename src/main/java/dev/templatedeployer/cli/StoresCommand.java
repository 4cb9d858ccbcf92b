package dev.templatedeployer.cli;

import picocli.CommandLine.Command;

/// `./deployer stores`, which only groups what is below it.
@Command(
    name = "stores",
    description = "Work on the stores that decisions are made from.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  ./deployer stores rebuild --config deployer.properties"})
final class StoresCommand {}
