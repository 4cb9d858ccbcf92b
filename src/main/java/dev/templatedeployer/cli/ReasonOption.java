package dev.templatedeployer.cli;

import picocli.CommandLine.Option;

/// The option of every command whose reason is kept.
final class ReasonOption {

  @Option(
      names = "--reason",
      paramLabel = "WHY",
      required = true,
      description = "Why, for the audit trail.")
  private String reason;

  String text() {
    return reason;
  }
}
