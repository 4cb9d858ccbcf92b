package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BatchResult;
import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.topics.BrokerTrouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A batch that runs beside something else.
final class Background {

  private final FutureTask<BatchResult> task;

  private Background(FutureTask<BatchResult> task) {
    this.task = task;
  }

  static Background start(String name, Callable<BatchResult> batch) {
    var task = new FutureTask<>(batch);
    Thread.ofPlatform().name(name).daemon().start(task);
    return new Background(task);
  }

  /// Waits for its end.
  BatchResult result() throws BenchFailed, BrokerTrouble, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case BenchFailed failed -> throw failed;
        case BrokerTrouble trouble -> throw trouble;
        case null, default -> throw new IllegalStateException("A batch broke off.", e);
      }
    }
  }
}
