package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Which commit of its repository the program is of, if it runs from one.
final class Commit {

  private static final String UNKNOWN = "unknown";
  private static final int PATIENCE_SECONDS = 5;

  private Commit() {}

  /// Its short name, with `-changed` behind it if the files differ; `unknown` outside a repository.
  static String ofThisProgram() {
    var home = new File(System.getProperty("deployer.home", "."));
    try {
      var git =
          new ProcessBuilder("git", "describe", "--always", "--abbrev=10", "--dirty=-changed")
              .directory(home)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var name = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      var hasEnded = git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return hasEnded && git.exitValue() == 0 && !name.isEmpty() ? name : UNKNOWN;
    } catch (IOException _) {
      return UNKNOWN; // there is no git here
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
