package dev.templatedeployer.http;

import static dev.templatedeployer.settings.Notations.between;
import static dev.templatedeployer.settings.Notations.listOf;
import static dev.templatedeployer.settings.Notations.text;

import dev.templatedeployer.http.auth.AuthMode;
import dev.templatedeployer.http.auth.AuthSettings;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import java.util.List;
import java.util.Optional;

/// Where the API listens.
///
/// @param host the address of one network interface, or `0.0.0.0` for all
/// @param port the port, or 0 for one that is free
/// @param hostNames the names by which clients may call it; if empty, any, or on a loopback address
///   those of this machine
/// @param requestsPerSecond how many requests each sender may send in the long run; 0 for any
///   number
/// @param limits how much one request may take
/// @param tls the certificate to show, or empty for plain HTTP
public record HttpSettings(
    String host,
    int port,
    List<String> hostNames,
    int requestsPerSecond,
    Limits limits,
    Optional<TlsSettings> tls) {

  /// The address it listens on.
  public static final Setting<String> HOST =
      Setting.of("deployer.http.host", text(), "127.0.0.1")
          .saying(
              "Address that the API listens on. Anything but a loopback address also needs senders who are known and TLS, or 'deployer.http.trust-network'.")
          .worthTuning();

  /// The port it listens on.
  public static final Setting<Integer> PORT =
      Setting.of("deployer.http.port", between(0, 65_535), 8080)
          .saying("Port that the API listens on; 0 takes one that is free.")
          .worthTuning();

  /// The names it answers to.
  public static final Setting<List<String>> HOST_NAMES =
      Setting.of("deployer.http.host-names", listOf(text()), List.of())
          .saying(
              "Host names that requests may be sent to. Set it when a proxy on the same machine passes"
                  + " on its own name. By default a loopback address answers only to 'localhost' and"
                  + " its like, so that no web page can reach it under a name of its own.");

  /// How often somebody may come.
  public static final Setting<Integer> REQUESTS_PER_SECOND =
      Setting.of("deployer.http.requests-per-second", between(0, 100_000), 200)
          .saying(
              "Requests a second that one sender may send in the long run, twice as many at once; 0 for any number. Without authentication all are one sender, and this does not apply.");

  public HttpSettings {
    hostNames = List.copyOf(hostNames);
  }

  /// The same in plain HTTP.
  public HttpSettings(
      String host, int port, List<String> hostNames, int requestsPerSecond, Limits limits) {
    this(host, port, hostNames, requestsPerSecond, limits, Optional.empty());
  }

  /// Every setting of the API.
  public static List<Setting<?>> all() {
    return List.of(
        HOST, PORT, HOST_NAMES, REQUESTS_PER_SECOND, TlsSettings.KEY_STORE, TlsSettings.PASSWORD);
  }

  /// The API as `settings` say.
  public static HttpSettings from(Settings settings) {
    return new HttpSettings(
        settings.get(HOST),
        settings.get(PORT),
        settings.get(HOST_NAMES),
        settings.get(AuthSettings.MODE) == AuthMode.NONE ? 0 : settings.get(REQUESTS_PER_SECOND),
        Limits.STANDARD,
        TlsSettings.from(settings));
  }
}
