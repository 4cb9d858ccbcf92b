package dev.templatedeployer.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Who asks for something, as far as it is proven.
///
/// @param name as it is kept with what they cause
/// @param roles all that they have, which may be none
public record Requester(String name, Set<Role> roles) {

  public Requester {
    var ordered = EnumSet.noneOf(Role.class); // so that they are shown the same each time
    ordered.addAll(roles);
    roles = Collections.unmodifiableSet(ordered);
  }

  /// Whether they may do what takes `needed`.
  public boolean may(Role needed) {
    return roles.stream().anyMatch(own -> own.includes(needed));
  }
}
