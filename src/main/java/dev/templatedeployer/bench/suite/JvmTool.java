package dev.templatedeployer.bench.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.bench.BenchFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The JDK's `jcmd`, which tells a running JVM to do something.
///
/// @param path of the program
record JvmTool(Path path) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Has a JVM do something, and waits until it is done.
  ///
  /// @param pid of the JVM
  /// @param order such as `GC.run`, and its arguments
  /// @throws BenchFailed with what it said, if the JVM did not
  void tell(long pid, List<String> order) throws BenchFailed, IOException, InterruptedException {
    var command = new ArrayList<>(List.of(path.toString(), Long.toString(pid)));
    command.addAll(order);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw BenchFailed.broken(
          "The JDK's 'jcmd' could not have '%s' done. It said:\n%s"
              .formatted(order.getFirst(), said));
    }
  }
}
