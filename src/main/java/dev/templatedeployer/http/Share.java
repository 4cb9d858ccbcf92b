package dev.templatedeployer.http;

import static dev.templatedeployer.settings.Notations.between;

import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import java.util.List;

/// The part of the server that one sender may take, so that there is always room for the others. A
/// sender is whoever a token proves, and without tokens an address.
///
/// @param requestsPerSecond in the long run, twice as many at once; 0 for any number
/// @param requestsAtOnce that are being answered
/// @param connections of one address; 0 for any number
public record Share(int requestsPerSecond, int requestsAtOnce, int connections) {

  /// How many shares there are for requests that are being answered.
  private static final int SHARES = 4;

  private static final int AT_ONCE = 100;
  private static final int MANY_CONNECTIONS = 500;

  /// How often somebody may come.
  public static final Setting<Integer> REQUESTS_PER_SECOND =
      Setting.of("deployer.http.requests-per-second", between(0, 100_000), 200)
          .saying(
              "Requests a second that one sender may send in the long run, twice as many at once; 0 for any number. Without authentication all are one sender, and this does not apply.");

  /// How many of somebody's requests are answered at once.
  public static final Setting<Integer> REQUESTS_AT_ONCE =
      Setting.of("deployer.http.requests-at-once", between(1, 5_000), AT_ONCE)
          .saying(
              "Requests of one sender that are answered at the same time, those included that wait for an outcome or follow the stream. Four times as many are for all together, each on a thread of its own. Without authentication an address is a sender: raise it behind a proxy.");

  /// How many connections an address may have.
  public static final Setting<Integer> CONNECTIONS =
      Setting.of("deployer.http.connections-per-address", between(0, 100_000), MANY_CONNECTIONS)
          .saying(
              "Connections that one address may have open; of IPv6 the first half counts. 0 for any number, which is right behind a proxy that limits them itself.");

  /// The usual one, but for how often somebody may come.
  static Share usual(int requestsPerSecond) {
    return new Share(requestsPerSecond, AT_ONCE, MANY_CONNECTIONS);
  }

  static List<Setting<?>> all() {
    return List.of(REQUESTS_PER_SECOND, REQUESTS_AT_ONCE, CONNECTIONS);
  }

  /// @param isKnown whether senders are told apart
  static Share from(Settings settings, boolean isKnown) {
    return new Share(
        isKnown ? settings.get(REQUESTS_PER_SECOND) : 0,
        settings.get(REQUESTS_AT_ONCE),
        settings.get(CONNECTIONS));
  }

  /// Requests of all senders that are being answered at once.
  int requestsOfAll() {
    return SHARES * requestsAtOnce;
  }
}
