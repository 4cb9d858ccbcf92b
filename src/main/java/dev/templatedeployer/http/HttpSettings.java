package dev.templatedeployer.http;

import static dev.templatedeployer.settings.Notations.between;
import static dev.templatedeployer.settings.Notations.listOf;
import static dev.templatedeployer.settings.Notations.text;

import dev.templatedeployer.http.auth.AuthMode;
import dev.templatedeployer.http.auth.AuthSettings;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the API listens.
///
/// @param host the address of one network interface, or `0.0.0.0` for all
/// @param port the port, or 0 for one that is free
/// @param hostNames the names by which clients may call it; if empty, any, or on a loopback address
///   those of this machine
/// @param share what one sender may take
/// @param limits how much one request may take
/// @param tls the certificate to show, or empty for plain HTTP
/// @param probesPort the port for the probes alone, or 0 for one that is free
public record HttpSettings(
    String host,
    int port,
    List<String> hostNames,
    Share share,
    Limits limits,
    Optional<TlsSettings> tls,
    int probesPort) {

  private static final int HIGHEST_PORT = 65_535;

  /// The address it listens on.
  public static final Setting<String> HOST =
      Setting.of("deployer.http.host", text(), "127.0.0.1")
          .saying(
              "Address that the API listens on. Anything but a loopback address also needs senders who are known and TLS, or 'deployer.http.trust-network'.")
          .worthTuning();

  /// The port it listens on.
  public static final Setting<Integer> PORT =
      Setting.of("deployer.http.port", between(0, HIGHEST_PORT), 8080)
          .saying("Port that the API listens on; 0 takes one that is free.")
          .worthTuning();

  /// The names it answers to.
  public static final Setting<List<String>> HOST_NAMES =
      Setting.of("deployer.http.host-names", listOf(text()), List.of())
          .saying(
              "Host names that requests may be sent to, so that no web page can reach the API under a name of its own. By default a loopback address answers to 'localhost' and its like. With 'deployer.http.trust-network' they have to be given: the names that the proxy passes on.");

  /// The port of the probes.
  public static final Setting<Optional<Integer>> PROBES_PORT =
      Setting.optional("deployer.http.probes.port", between(0, HIGHEST_PORT))
          .saying(
              "Port of a listener for /livez, /readyz and /startupz alone, in plain HTTP, which nobody who fills up the API can fill; 0 takes one that is free. Left out: the one after 'deployer.http.port', or one that is free if that is 0.");

  public HttpSettings {
    hostNames = List.copyOf(hostNames);
  }

  /// Every setting of the API.
  public static List<Setting<?>> all() {
    var all = new ArrayList<Setting<?>>(List.of(HOST, PORT, HOST_NAMES, PROBES_PORT));
    all.addAll(Share.all());
    all.addAll(List.of(TlsSettings.KEY_STORE, TlsSettings.PASSWORD));
    return List.copyOf(all);
  }

  /// The API as `settings` say.
  public static HttpSettings from(Settings settings) {
    int port = settings.get(PORT);
    int next = port == 0 || port == HIGHEST_PORT ? 0 : port + 1;
    return new HttpSettings(
        settings.get(HOST),
        port,
        settings.get(HOST_NAMES),
        Share.from(settings, settings.get(AuthSettings.MODE) != AuthMode.NONE),
        Limits.STANDARD,
        TlsSettings.from(settings),
        settings.get(PROBES_PORT).orElse(next));
  }
}
