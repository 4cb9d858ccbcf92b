package dev.templatedeployer.query;

import dev.templatedeployer.identity.Principal;
import org.jspecify.annotations.Nullable;

/// Which canisters are wanted: those of which everything that is said here is true. Null says
/// nothing.
///
/// @param kind the kind, which is the name of the template
/// @param caller who asked for the deployment that created it
/// @param status the word of its kind for where a canister stands
public record CanisterFilter(
    @Nullable String kind,
    @Nullable Principal owner,
    @Nullable String status,
    @Nullable String caller) {

  /// Those of everybody.
  public CanisterFilter(@Nullable String kind, @Nullable Principal owner, @Nullable String status) {
    this(kind, owner, status, null);
  }

  /// All canisters.
  public static final CanisterFilter ALL = new CanisterFilter(null, null, null);
}
