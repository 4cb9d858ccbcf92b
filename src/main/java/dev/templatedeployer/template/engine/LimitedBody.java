package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Takes in an answer up to a limit, and hangs up beyond it.
final class LimitedBody implements BodySubscriber<LimitedBody.Content> {

  private final int limit;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<Content> content = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  /// What came.
  ///
  /// @param isCut whether there was more
  record Content(String text, boolean isCut) {}

  /// @param limit in bytes
  LimitedBody(int limit) {
    this.limit = limit;
  }

  @Override
  public CompletionStage<Content> getBody() {
    return content;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      var some = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
      buffer.get(some);
      bytes.writeBytes(some);
      if (buffer.hasRemaining()) {
        if (subscription != null) {
          subscription.cancel();
        }
        content.complete(new Content(bytes.toString(UTF_8), true));
        return;
      }
    }
  }

  @Override
  public void onError(Throwable thrown) {
    content.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    content.complete(new Content(bytes.toString(UTF_8), false));
  }
}
