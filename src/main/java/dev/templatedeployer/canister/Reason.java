package dev.templatedeployer.canister;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Why somebody asks for what others will want explained. It goes into the event and stays there.
public final class Reason {

  /// The most characters that one may have.
  public static final int LONGEST = 500;

  private Reason() {}

  /// What `decision` makes of `reason`, or a refusal if there is none that can be kept.
  ///
  /// @param what is to be done, such as `cancel the lock 'Team tokens'`
  public static <E> Ruling<E> required(
      String what, @Nullable String reason, Function<String, Ruling<E>> decision) {
    if (reason == null || reason.isBlank()) {
      return Ruling.refuse(
          "REASON_MISSING",
          "Cannot %s without a reason. Say why, in at most %d characters."
              .formatted(what, LONGEST));
    }
    if (reason.length() > LONGEST) {
      return Ruling.refuse(
          "REASON_TOO_LONG",
          "Cannot %s: the reason has '%d' characters. Say it in at most %d."
              .formatted(what, reason.length(), LONGEST));
    }
    return decision.apply(reason);
  }
}
