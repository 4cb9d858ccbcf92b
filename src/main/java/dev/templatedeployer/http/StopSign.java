package dev.templatedeployer.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells requests that the service is about to stop: new ones that would change something are
/// turned away, and those that wait for an outcome stop waiting.
final class StopSign {

  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  private final Set<Runnable> told = ConcurrentHashMap.newKeySet();
  private volatile boolean isUp;

  void raise() {
    isUp = true;
    told.forEach(Runnable::run);
  }

  boolean isUp() {
    return isUp;
  }

  /// Calls `then` when the sign goes up, at once if it is up. It may be called twice.
  void tell(Runnable then) {
    told.add(then);
    if (isUp) {
      then.run();
    }
  }

  /// Calls `then` no more.
  void forget(Runnable then) {
    told.remove(then);
  }

  /// @throws Problem if the sign is up and the request would change something
  void check(Context ctx) {
    if (isUp && !READING.contains(ctx.method())) {
      throw Problem.unavailable(
              "STOPPING",
              "The service is stopping and takes nothing new. Send it again in a moment.")
          .with("Connection", "close");
    }
  }
}
