package dev.templatedeployer.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who asks for something, as far as it is proven.
///
/// @param name as it is kept with what they cause
/// @param role the highest of the roles they have, or null if they have none
public record Requester(String name, @Nullable Role role) {

  /// Whether they may do what takes `needed`.
  public boolean may(Role needed) {
    return Optional.ofNullable(role).filter(own -> own.includes(needed)).isPresent();
  }
}
