package dev.templatedeployer.http;

import dev.templatedeployer.client.NoAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waits for replies to commands. How long that takes at most is up to the client that sent them.
final class Replies {

  private Replies() {}

  /// The reply, when it has come.
  ///
  /// @throws Problem if none comes
  static <T> T await(CompletableFuture<T> reply) {
    try {
      return reply.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoAnswer silence) {
        throw Refusals.problem(silence);
      }
      throw new IllegalStateException("A command could not be sent.", e);
    } catch (InterruptedException _) {
      throw Interruptions.stopping();
    }
  }
}
