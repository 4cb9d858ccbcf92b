package dev.templatedeployer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// How this process ends: in order and with exit code 0 when it is asked to by SIGTERM or Ctrl-C,
/// at once with the code of its command otherwise.
///
/// The JVM answers those signals by running its shutdown hooks while all other threads go on, and
/// ends, not with 0, when the hooks have. So the hook here wakes the thread that waits in [#await],
/// which closes everything in its order, and holds the end back until that thread has come to
/// [#exit].
public final class ProcessEnd {

  private static final CountDownLatch ASKED = new CountDownLatch(1);
  private static final CountDownLatch CLOSED = new CountDownLatch(1);
  private static final AtomicBoolean IS_HOOKED = new AtomicBoolean();

  private static volatile int exitCode;

  private ProcessEnd() {}

  /// Waits until this process is asked to end, or until `deployer` has died.
  public static void await(Deployer deployer) throws InterruptedException {
    if (IS_HOOKED.compareAndSet(false, true)) {
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(ProcessEnd::end));
    }
    deployer.onDeath(ASKED::countDown);
    ASKED.await();
  }

  /// Ends the process, or lets the end go on that somebody asked for.
  static void exit(int code) {
    exitCode = code;
    CLOSED.countDown();
    if (!IS_HOOKED.get() || ASKED.getCount() > 0) {
      System.exit(code);
    }
    Runtime.getRuntime().halt(code);
  }

  private static void end() {
    ASKED.countDown();
    try {
      CLOSED.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode);
  }
}
