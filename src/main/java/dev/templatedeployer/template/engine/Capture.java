package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// What a command writes, read to its end by a thread of its own so that the command never waits,
/// and kept up to a limit: its beginning, or its end.
///
/// The thread is one of the platform, since a read of a pipe would hold the carrier of a virtual
/// one.
final class Capture {

  private final Thread thread;
  private final int limit;
  private final boolean isOfEnd;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean isCut;

  private Capture(InputStream stream, int limit, boolean isOfEnd) {
    this.limit = limit;
    this.isOfEnd = isOfEnd;
    this.thread = Thread.ofPlatform().daemon().name("output-of-command").start(() -> read(stream));
  }

  /// Keeps the first `limit` bytes.
  static Capture beginning(InputStream stream, int limit) {
    return new Capture(stream, limit, false);
  }

  /// Keeps the last bytes, `limit` of them or a few more.
  static Capture end(InputStream stream, int limit) {
    return new Capture(stream, limit, true);
  }

  /// Waits for the end of the stream. Somebody who holds on to it without belonging to the command
  /// is not waited for.
  void await(Duration patience) throws InterruptedException {
    thread.join(patience);
  }

  synchronized String text() {
    return kept.toString(UTF_8);
  }

  /// Whether there was more than is kept.
  synchronized boolean isCut() {
    return isCut;
  }

  private void read(InputStream stream) {
    var buffer = new byte[8192];
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        keep(buffer, n);
      }
    } catch (IOException _) {
      // the pipe was closed under us: there is nothing more to come
    }
  }

  private synchronized void keep(byte[] bytes, int many) {
    if (!isOfEnd) {
      int fitting = Math.min(many, limit - kept.size());
      kept.write(bytes, 0, fitting);
      isCut |= fitting < many;
      return;
    }
    kept.write(bytes, 0, many);
    if (kept.size() > 2 * limit) {
      byte[] all = kept.toByteArray();
      kept.reset();
      kept.write(all, all.length - limit, limit);
      isCut = true;
    }
  }
}
