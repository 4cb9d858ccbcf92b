package dev.templatedeployer.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C while something long goes on: asks it to stop, and gives it a moment to say what it
/// knows.
final class CtrlC implements AutoCloseable {

  private static final int MOMENT_SECONDS = 10;

  private final CountDownLatch said = new CountDownLatch(1);
  private final Thread hook;

  private CtrlC(Runnable stop) {
    hook =
        new Thread(
            () -> {
              stop.run();
              try {
                var _ = said.await(MOMENT_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            },
            "ctrl-c");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// From now until it is closed.
  static CtrlC stops(Runnable stop) {
    return new CtrlC(stop);
  }

  @Override
  public void close() {
    said.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the program is ending already, which is what the hook is for
    }
  }
}
