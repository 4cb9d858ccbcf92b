package dev.templatedeployer.canister;

import java.time.Instant;
import java.util.Map;

/// A question that may be asked of a canister: a pure function of the canister and a time.
///
/// @param <H> the head
@FunctionalInterface
public interface View<H> {

  /// The answer, made of records, lists, maps and plain values.
  ///
  /// @param at the time it is asked for, which may be past or future
  /// @param parameters what the asker narrowed it to, such as `points`
  /// @throws IllegalArgumentException with a sentence for the asker, if a parameter makes no sense
  Object answer(WholeCanister<H> canister, Instant at, Map<String, String> parameters);
}
