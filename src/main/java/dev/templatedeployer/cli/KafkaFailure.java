package dev.templatedeployer.cli;

import dev.templatedeployer.topics.BrokerTrouble;

/// The exit code of a command that had trouble with a broker.
final class KafkaFailure {

  private KafkaFailure() {}

  static CommandFailed of(BrokerTrouble trouble) {
    var code =
        switch (trouble.kind()) {
          case OUT_OF_REACH -> ExitCode.UNREACHABLE;
          case REFUSED -> ExitCode.REFUSED;
          case MISCONFIGURED -> ExitCode.USAGE;
        };
    return new CommandFailed(code, trouble.sentence());
  }
}
