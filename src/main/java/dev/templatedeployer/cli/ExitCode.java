package dev.templatedeployer.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a command ended, for scripts. The numbers are kept for life.
public enum ExitCode {
  /// It was done.
  OK(0, "Done."),
  /// A fault of ours, or an end that is neither of the others.
  SOFTWARE(1, "A fault of the deployer, or a benchmark with missing outcomes."),
  /// The command line, or a file that it names, makes no sense.
  USAGE(2, "The command line, or a file it names, was not understood."),
  /// What was asked for is not there.
  NOT_FOUND(3, "No such deployment, template, canister, view or topic."),
  /// The service, or the rule of a command, said no.
  REFUSED(4, "Refused: not allowed, not valid, or not possible now."),
  /// The end of a deployment that was waited for was not `COMPLETED`.
  NOT_COMPLETED(5, "The deployment is FAILED or CANCELLED (with --wait)."),
  /// Nothing ended in the time to wait.
  TIMED_OUT(6, "The time to wait ran out; the deployment goes on."),
  /// What is there is not what should be there.
  MISMATCH(7, "A check found a difference."),
  /// Nobody answers.
  UNREACHABLE(8, "The server or the broker cannot be reached.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /// What the process exits with.
  public int number() {
    return number;
  }

  /// The codes and their meanings, as a help page lists them.
  static Map<String, String> listed(Collection<ExitCode> codes) {
    var list = new LinkedHashMap<String, String>();
    codes.stream().sorted().forEach(code -> list.put(" " + code.number, code.meaning));
    return list;
  }
}
