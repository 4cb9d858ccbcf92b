package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Waits for the line by which a program says that it is ready.
final class ReadyLine implements Consumer<String> {

  private final String beginning;
  private final CompletableFuture<Long> said = new CompletableFuture<>();

  /// @param beginning what the line begins with, after spaces
  ReadyLine(String beginning) {
    this.beginning = beginning;
  }

  @Override
  public void accept(String line) {
    if (line.stripLeading().startsWith(beginning)) {
      said.complete(System.nanoTime());
    }
  }

  /// Waits for it.
  ///
  /// @return when it was said, on the clock of `System.nanoTime`
  /// @throws BenchFailed if the program ends instead, or says nothing for too long
  long await(Program program, Duration patience) throws BenchFailed, InterruptedException {
    var ended = program.onExit().thenApply(_ -> -1L);
    try {
      CompletableFuture.anyOf(said, ended).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // the sentence below holds
    }
    if (said.isDone()) {
      return said.join();
    }
    throw BenchFailed.broken(
        "The program '%s' did not come up. It said last:\n%s"
            .formatted(program.name(), program.lastLines()));
  }
}
