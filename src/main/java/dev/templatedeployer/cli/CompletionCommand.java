package dev.templatedeployer.cli;

import java.util.EnumSet;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./deployer completion`.
@Command(
    name = "completion",
    description = "Print what makes bash and zsh complete commands and options.",
    footer = {"  source <(./deployer completion)"})
final class CompletionCommand extends Subcommand {

  @Spec private CommandSpec spec;

  CompletionCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() {
    session().print(AutoComplete.bash("deployer", spec.root().commandLine()));
    return ExitCode.OK;
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK);
  }
}
