package dev.templatedeployer.bench.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A running program of ours, with what it prints.
///
/// A thread of its own copies each line into a file and shows it to whoever listens.
final class Program implements AutoCloseable {

  private static final int LAST_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private final long startedAt;

  private Program(String name, Process process, Path log, long startedAt) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.startedAt = startedAt;
  }

  /// Starts it. Settings of the deployer that are in the environment do not hold for it.
  ///
  /// @param log where its lines go, behind those that are there
  /// @param listener is shown each line, on a thread of its own
  static Program start(String name, List<String> command, Path log, Consumer<String> listener)
      throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("DEPLOYER_"));
    builder.environment().put("DEPLOYER_LOG_FORMAT", "json");
    var startedAt = System.nanoTime();
    var process = builder.start();
    var program = new Program(name, process, log, startedAt);
    Thread.ofPlatform()
        .name(name + "-log")
        .daemon()
        .start(() -> copyLines(process.inputReader(), log, listener));
    return program;
  }

  private static void copyLines(BufferedReader lines, Path log, Consumer<String> listener) {
    try (lines;
        var file =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
        listener.accept(line);
      }
    } catch (IOException e) {
      listener.accept("its output cannot be read any more: " + e);
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  /// When it was started, on the clock of `System.nanoTime`.
  long startedAt() {
    return startedAt;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Completes when it has ended.
  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /// CPU time that it has used.
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Ends it as a power cut would.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// Waits until it has ended by itself.
  ///
  /// @return whether it did, and all was well
  boolean awaitSuccess(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
  }

  /// Asks it to end, and kills it if it does not.
  ///
  /// @return whether it ended in order
  boolean stop(Duration patience) throws InterruptedException {
    process.destroy();
    if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return process.exitValue() == 0 || process.exitValue() == 143;
    }
    kill();
    return false;
  }

  /// The last that it said, for a person.
  String lastLines() {
    try (Stream<String> all = Files.lines(log)) {
      var lines = new ArrayList<>(all.toList());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(its output cannot be read: %s)".formatted(e.getMessage());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
