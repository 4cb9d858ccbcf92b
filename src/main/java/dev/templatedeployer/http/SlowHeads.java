package dev.templatedeployer.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;

/// Closes connections on which the head of a request, or the handshake of TLS before it, drips in
/// for too long. Without it each byte would buy as much time as a connection may be silent, and a
/// few thousand such connections keep everybody else out. Bodies have a least rate of their own.
final class SlowHeads implements Connection.Listener {

  private static final int LOOKS = 4;

  private final Duration longest;

  /// @param longest how long a head may take, give or take a quarter
  SlowHeads(Duration longest) {
    this.longest = longest;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData http) { // and not the TLS below it
      new Watch(connection, http.getConnector().getScheduler()).lookAgain();
    }
  }

  /// Looks at one connection now and then, as long as it is open.
  private final class Watch implements Runnable {

    private final Connection connection;

    /// The one on the socket: that of TLS, if there is any.
    private final Connection lowest;

    private final Scheduler scheduler;

    /// The requests so far, and the bytes up to the end of the last one.
    private long requests;

    private long bytes;

    /// How often more bytes than those were there, and no request of them.
    private int looks;

    Watch(Connection connection, Scheduler scheduler) {
      this.connection = connection;
      this.lowest =
          connection.getEndPoint() instanceof SslConnection.SslEndPoint secure
              ? secure.getSslConnection()
              : connection;
      this.scheduler = scheduler;
    }

    void lookAgain() {
      scheduler.schedule(this, longest.toMillis() / LOOKS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
      if (!lowest.getEndPoint().isOpen()) {
        return;
      }
      boolean isServed = connection.getMessagesIn() > connection.getMessagesOut();
      if (isServed || connection.getMessagesIn() != requests) {
        requests = connection.getMessagesIn();
        bytes = lowest.getBytesIn();
        looks = 0;
      } else if (lowest.getBytesIn() > bytes && ++looks > LOOKS) {
        lowest.getEndPoint().close();
        return;
      }
      lookAgain();
    }
  }
}
