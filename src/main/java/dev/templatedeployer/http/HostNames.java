package dev.templatedeployer.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns away requests that were sent to another name than the service has.
///
/// A web page can give its own name the address 127.0.0.1, and its visitor's browser then lets it
/// talk to whatever listens there. The name in the `Host` header gives it away.
final class HostNames {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  private final List<String> allowed;

  HostNames(HttpSettings settings) {
    this.allowed =
        settings.hostNames().isEmpty() && isLoopback(settings.host())
            ? LOOPBACK
            : settings.hostNames().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /// @throws Problem if the request was sent to somebody else
  void check(Context ctx) {
    if (!allowed.isEmpty() && !allowed.contains(name(ctx.header("Host")))) {
      throw Problem.of(
          HttpStatus.MISDIRECTED_REQUEST,
          "MISDIRECTED_REQUEST",
          "The service does not answer to this host name. It answers to: %s. Add others with 'deployer.http.host-names'."
              .formatted(String.join(", ", allowed)));
    }
  }

  private static String name(@Nullable String host) {
    return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false; // listening will fail, and say so
    }
  }
}
