package dev.templatedeployer.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The probes on a port of their own, with threads and connections of their own, so that they
/// answer whatever happens to the API. In plain HTTP, and under any name: they are asked by
/// address.
final class ProbeServer implements AutoCloseable {

  private static final int MOST_THREADS = 8;
  private static final int LEAST_THREADS = 4;
  private static final int HEADER_BYTES = 4096;

  /// Few, since each answer comes at once and whoever asks does so every few seconds.
  private static final int CONNECTIONS = 128;

  private static final int OF_ONE_ADDRESS = 32;
  private static final Duration IDLE = Duration.ofSeconds(3);

  private final Server server;
  private final ServerConnector connector;

  private ProbeServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /// Answers until it is closed.
  ///
  /// @throws ServerNotStarted if it cannot listen
  static ProbeServer start(HttpSettings settings, Health health) throws ServerNotStarted {
    var threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setName("probes");
    var server = new Server(threads);
    server.setErrorHandler(new JettyProblems());
    server.setHandler(new Answering(new HealthResource(health)));
    var http = new HttpConfiguration();
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    var listener =
        new Listener(
            settings.host(),
            settings.probesPort(),
            HttpSettings.PROBES_PORT.name(),
            CONNECTIONS,
            OF_ONE_ADDRESS,
            IDLE);
    var connector = listener.on(server, new HttpConnectionFactory(http));
    server.addConnector(connector);
    try {
      server.start();
      return new ProbeServer(server, connector);
    } catch (Exception e) {
      stop(server);
      throw listener.failed(e);
    }
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The listener for the probes did not stop.", e);
    }
  }

  /// Answers at once, from memory.
  private static final class Answering extends Handler.Abstract.NonBlocking {

    private final HealthResource health;

    Answering(HealthResource health) {
      this.health = health;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      boolean looks =
          HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
      if (!looks) {
        Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        return true;
      }
      Fields query = Request.extractQueryParameters(request);
      var answer =
          health.answer(
              Request.getPathInContext(request),
              query.getValue("part"),
              query.get("verbose") != null,
              Trace.of(request.getHeaders().get("traceparent")));
      if (answer.isEmpty()) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        return true;
      }
      response.setStatus(answer.get().status());
      SecurityHeaders.ALL.forEach(response.getHeaders()::put);
      answer.get().headers().forEach(response.getHeaders()::put);
      response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, answer.get().mediaType()));
      response.write(true, ByteBuffer.wrap(Json.bytes(answer.get().body())), callback);
      return true;
    }
  }
}
