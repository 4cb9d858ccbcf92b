package dev.templatedeployer.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import java.net.BindException;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.jspecify.annotations.Nullable;

/// The API on a port. Every request has a virtual thread of its own, so handlers may block.
public final class ApiServer implements AutoCloseable {

  private final Javalin javalin;
  private final StopSign stopSign;

  private ApiServer(Javalin javalin, StopSign stopSign) {
    this.javalin = javalin;
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
      throw notStarted(settings, e);
    }
    return new ApiServer(javalin, stopSign);
  }

  /// The port it listens on.
  public int port() {
    return javalin.port();
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
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.jetty.modifyServer(server -> graceful(server, settings.limits()));
    config.jetty.modifyHttpConfiguration(ApiServer::limited);
    config.jetty.addConnector((server, http) -> connector(server, http, settings, tls));
    config.jetty.modifyServletContextHandler(
        handler -> handler.setErrorHandler(new JettyProblems()));
    aroundEveryRequest(config, new HostNames(settings), stopSign, services);
    Api.routes(services, settings.limits(), settings.requestsPerSecond(), stopSign)
        .addTo(config.routes);
    Uncaught.addTo(config);
  }

  private static void aroundEveryRequest(
      JavalinConfig config, HostNames hostNames, StopSign stopSign, Services services) {
    var metrics = new RequestMetrics(services.metrics());
    config.routes.before(ctx -> {
      metrics.begin(ctx);
      SecurityHeaders.ALL.forEach(ctx::header);
      hostNames.check(ctx);
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
    server.addBean(new NetworkConnectionLimit(Limits.CONNECTIONS, server));
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
    var connector =
        new ServerConnector(
            server,
            tls.map(encryption -> encryption.below(http))
                .orElseGet(() -> new ConnectionFactory[] {new HttpConnectionFactory(http)}));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.limits().idle().toMillis());
    connector.addBean(new SlowHeads(settings.limits().idle()));
    return connector;
  }

  private static ServerNotStarted notStarted(HttpSettings settings, JavalinException e) {
    return bindException(e)
        .filter(bind -> String.valueOf(bind.getMessage()).contains("in use"))
        .map(_ ->
            new ServerNotStarted(
                "Port %d on %s is taken by another program. Stop it or choose another with --port."
                    .formatted(settings.port(), settings.host()),
                e))
        .orElseGet(() ->
            new ServerNotStarted(
                "Cannot listen on port %d of '%s': %s. Check 'deployer.http.host' and 'deployer.http.port'."
                    .formatted(settings.port(), settings.host(), reason(e)),
                e));
  }

  private static Optional<BindException> bindException(@Nullable Throwable e) {
    return switch (e) {
      case null -> Optional.empty();
      case BindException bind -> Optional.of(bind);
      default -> bindException(e.getCause());
    };
  }

  private static String reason(Throwable e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : reason(e.getCause());
  }
}
