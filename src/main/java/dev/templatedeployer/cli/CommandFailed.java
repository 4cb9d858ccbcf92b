package dev.templatedeployer.cli;

/// Why a command could not be done, as the sentence that its user reads and the code that its
/// script gets.
public final class CommandFailed extends Exception {

  private static final long serialVersionUID = 1;

  private final ExitCode code;

  /// @param sentence what was being done, what is wrong, and what to do; may have more lines
  public CommandFailed(ExitCode code, String sentence) {
    super(sentence);
    this.code = code;
  }

  ExitCode code() {
    return code;
  }
}
