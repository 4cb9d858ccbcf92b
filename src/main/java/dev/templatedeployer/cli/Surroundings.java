package dev.templatedeployer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/// What a command finds around it: streams, environment and time.
///
/// @param out gets data
/// @param err gets messages and progress
record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment,
    InstantSource clock,
    Pause pause) {

  /// Lets time pass.
  @FunctionalInterface
  interface Pause {
    void lasting(Duration duration) throws InterruptedException;
  }

  /// Those of this process.
  static Surroundings ofThisProcess() {
    return new Surroundings(
        System.in,
        System.out,
        System.err,
        isTerminal(1),
        isTerminal(2),
        System.getenv(),
        InstantSource.system(),
        Thread::sleep);
  }

  /// Java knows only of input and output together, and Linux of each stream.
  private static boolean isTerminal(int descriptor) {
    try {
      var file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException _) {
      return Objects.requireNonNull(System.console()).isTerminal();
    }
  }
}
