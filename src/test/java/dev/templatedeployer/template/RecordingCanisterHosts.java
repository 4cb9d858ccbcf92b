package dev.templatedeployer.template;

import dev.templatedeployer.identity.Principal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Hosts canisters in a test: remembers which were created, as the service does idempotently.
public final class RecordingCanisterHosts {

  private final Map<Principal, Object> configs = new ConcurrentHashMap<>();

  /// The host of the canister `id`.
  ///
  /// @throws AssertionError from its `create` if the canister is created again with another config
  public CanisterHost hostFor(Principal id) {
    return config -> {
      if (Thread.interrupted()) {
        throw new InterruptedException("Interrupted while the canister was created.");
      }
      Object earlier = configs.putIfAbsent(id, config);
      if (earlier != null && !earlier.equals(config)) {
        throw new AssertionError("The canister was created with one config and then another.");
      }
    };
  }

  /// The canisters that were created.
  public Set<Principal> existing() {
    return Set.copyOf(configs.keySet());
  }
}
