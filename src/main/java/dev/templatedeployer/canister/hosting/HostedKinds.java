package dev.templatedeployer.canister.hosting;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.identity.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The kinds of canister that this service hosts, by name.
public final class HostedKinds {

  private final Map<String, HostedKind> kinds;

  private HostedKinds(Map<String, HostedKind> kinds) {
    this.kinds = Map.copyOf(kinds);
  }

  /// Finds the kinds on the class path.
  ///
  /// @param form what every principal has to look like that asks, or that an operation names
  /// @throws IllegalStateException with a sentence, if two have one name
  public static HostedKinds onClassPath(ObjectMapper json, Principal.Form form) {
    var kinds = new TreeMap<String, HostedKind>();
    for (CanisterRules<?, ?, ?, ?> rules : ServiceLoader.load(CanisterRules.class)) {
      HostedKind other = kinds.put(rules.kind(), HostedKind.of(rules, json, form));
      if (other != null) {
        throw new IllegalStateException(
            "Two kinds of canister are called '%s'. Remove one from the class path."
                .formatted(rules.kind()));
      }
    }
    return new HostedKinds(kinds);
  }

  /// The kind `name`, if it is hosted here.
  public Optional<HostedKind> kind(String name) {
    return Optional.ofNullable(kinds.get(name));
  }
}
