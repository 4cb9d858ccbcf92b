package dev.templatedeployer.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The API on a port, and the probes on another.
///
/// Every request has a thread of its own while it is answered, so handlers may block. These are
/// threads of the platform, and no more than there are places: virtual ones share a few carriers
/// with those on which templates run, and requests that compute could take them all.
public final class ApiServer implements AutoCloseable {

  private static final int SPARE_THREADS = 16;

  private final Javalin javalin;
  private final ProbeServer probes;
  private final StopSign stopSign;

  private ApiServer(Javalin javalin, ProbeServer probes, StopSign stopSign) {
    this.javalin = javalin;
    this.probes = probes;
    this.stopSign = stopSign;
  }

  /// Serves the API until it is closed.
  ///
  /// @throws ServerNotStarted if it cannot listen
  public static ApiServer start(HttpSettings settings, Services services) throws ServerNotStarted {
    JavalinLogger.enabled = false; // what goes wrong is thrown here, or told by Uncaught
    var stopSign = new StopSign();
    Optional<Tls> tls =
        settings.tls().isPresent() ? Optional.of(Tls.with(settings.tls().get())) : Optional.empty();
    var javalin = Javalin.create(config -> configure(config, settings, tls, services, stopSign));
    try {
      javalin.start();
    } catch (JavalinException e) {
      throw listener(settings).failed(e);
    }
    try {
      return new ApiServer(javalin, ProbeServer.start(settings, services.health()), stopSign);
    } catch (ServerNotStarted e) {
      javalin.stop();
      throw e;
    }
  }

  /// The port it listens on.
  public int port() {
    return javalin.port();
  }

  /// The port on which only probes are answered.
  public int probesPort() {
    return probes.port();
  }

  /// Turns away what would change something, and lets go who waits for an outcome. Questions are
  /// still answered.
  public void stopWriting() {
    stopSign.raise();
  }

  /// Takes no new requests, lets those under way finish, and frees the port.
  @Override
  public void close() {
    stopWriting();
    javalin.stop();
    probes.close();
  }

  private static void configure(
      JavalinConfig config,
      HttpSettings settings,
      Optional<Tls> tls,
      Services services,
      StopSign stopSign) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = threads(settings.share());
    config.http.prefer405over404 = true;
    config.jetty.modifyServer(server -> graceful(server, settings.limits()));
    config.jetty.modifyHttpConfiguration(ApiServer::limited);
    config.jetty.addConnector((server, http) -> connector(server, http, settings, tls));
    config.jetty.modifyServletContextHandler(
        handler -> handler.setErrorHandler(new JettyProblems()));
    aroundEveryRequest(config, settings, stopSign, services);
    Api.routes(services, settings.limits(), settings.share(), stopSign).addTo(config.routes);
    Uncaught.addTo(config);
  }

  private static void aroundEveryRequest(
      JavalinConfig config, HttpSettings settings, StopSign stopSign, Services services) {
    var hostNames = new HostNames(settings);
    var origins = new Origins(settings.hostNames());
    var metrics = new RequestMetrics(services.metrics());
    config.routes.before(ctx -> {
      metrics.begin(ctx);
      SecurityHeaders.ALL.forEach(ctx::header);
      hostNames.check(ctx);
      origins.check(ctx);
      Routes.checkMethod(ctx);
      Acceptance.check(ctx);
      stopSign.check(ctx);
    });
    config.routes.after(metrics::end);
  }

  private static void graceful(Server server, Limits limits) {
    server.insertHandler(new GracefulHandler());
    server.setStopTimeout(limits.stop().toMillis());
    server.setErrorHandler(new JettyProblems());
    server.insertHandler(new MinimumDataRateHandler(Limits.BODY_BYTES_A_SECOND, 0));
  }

  private static void limited(HttpConfiguration http) {
    http.setRequestHeaderSize(Limits.HEADER_BYTES);
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.addCustomizer((request, _) -> PlainRequest.of(request));
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, HttpSettings settings, Optional<Tls> tls) {
    return listener(settings)
        .on(
            server,
            tls.map(encryption -> encryption.below(http))
                .orElseGet(() -> new ConnectionFactory[] {new HttpConnectionFactory(http)}));
  }

  private static Listener listener(HttpSettings settings) {
    return new Listener(
        settings.host(),
        settings.port(),
        HttpSettings.PORT.name(),
        Limits.CONNECTIONS,
        settings.share().connections(),
        settings.limits().idle());
  }

  /// One for each place, and some for whoever gets none, for accepting and for selecting.
  private static QueuedThreadPool threads(Share share) {
    var threads = new QueuedThreadPool(share.requestsOfAll() + SPARE_THREADS, SPARE_THREADS);
    threads.setName("http");
    return threads;
  }
}
