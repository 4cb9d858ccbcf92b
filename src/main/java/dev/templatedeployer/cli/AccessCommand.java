package dev.templatedeployer.cli;

import picocli.CommandLine.Command;

/// `./deployer access`, which only groups what is below it.
@Command(
    name = "access",
    description = "Say who may do what, or look it up.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  ./deployer access bootstrap --owner user:olga --backend backend --bootstrap kafka:9092",
      "  ./deployer access ls",
      "  ./deployer access grant shop --role backend --template lock --reason 'they begin today'"
    })
final class AccessCommand {}
