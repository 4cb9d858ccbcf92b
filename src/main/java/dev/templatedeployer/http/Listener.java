package dev.templatedeployer.http;

import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/// A port that takes only so many connections, and lets go of those on which nothing happens.
///
/// @param host the address of one network interface, or `0.0.0.0` for all
/// @param port the port, or 0 for one that is free
/// @param setting the name of the setting with the port
/// @param connections the most at once. When they are there, those that are silent go early
/// @param ofOneAddress the most of one address, or 0 for any number
/// @param idle how long a connection may be silent, and how long the head of a request may take
record Listener(
    String host, int port, String setting, int connections, int ofOneAddress, Duration idle) {

  private static final int WHEN_FULL = 15;

  /// A connector of `server` on the port.
  ServerConnector on(Server server, ConnectionFactory... speaks) {
    var connector = new ServerConnector(server, speaks);
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(idle.toMillis());
    connector.addBean(new SlowHeads(idle));
    if (ofOneAddress > 0) {
      connector.addBean(new ConnectionsOfAddress(ofOneAddress));
    }
    var limit = new NetworkConnectionLimit(connections, connector);
    limit.setEndPointIdleTimeout(idle.dividedBy(WHEN_FULL).toMillis());
    server.addBean(limit);
    return connector;
  }

  /// Says why nothing listens on the port.
  ServerNotStarted failed(Throwable e) {
    return bindException(e)
        .filter(bind -> String.valueOf(bind.getMessage()).contains("in use"))
        .map(_ ->
            new ServerNotStarted(
                "Port %d on %s is taken by another program. Stop it or choose another with %s."
                    .formatted(port, host, option()),
                e))
        .orElseGet(() ->
            new ServerNotStarted(
                "Cannot listen on port %d of '%s': %s. Check 'deployer.http.host' and '%s'."
                    .formatted(port, host, reason(e), setting),
                e));
  }

  private String option() {
    return setting.equals(HttpSettings.PORT.name()) ? "--port" : "'" + setting + "'";
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
