package dev.templatedeployer.cli;

import picocli.CommandLine.Command;

/// `./deployer keys`, which only groups what is below it.
@Command(
    name = "keys",
    description = "Make keys by which backends, executors and the service sign.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  ./deployer keys new billing-2026 --backend billing --out billing-2026.key"})
final class KeysCommand {}
