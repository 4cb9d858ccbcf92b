package dev.templatedeployer.bench;

import java.util.concurrent.locks.LockSupport;

/// A clock for distances of time, that can also wait.
public interface NanoClock {

  /// The one of this machine.
  NanoClock SYSTEM =
      new NanoClock() {
        @Override
        public long now() {
          return System.nanoTime();
        }

        @Override
        public void waitUntil(long time) {
          while (time - now() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(time - now());
          }
        }
      };

  /// Nanoseconds since some moment.
  long now();

  /// Returns at `time`, or at once if it is past or the thread was interrupted.
  void waitUntil(long time);
}
