package dev.templatedeployer.cli;

import picocli.CommandLine.Command;

/// `./deployer dlq`, which only groups what is below it.
@Command(
    name = "dlq",
    description = "Look at dead letters, and redrive them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  ./deployer dlq ls",
      "  ./deployer dlq redrive 3-1207 --reason 'the schema is registered now'"
    })
final class DeadLettersCommand {}
