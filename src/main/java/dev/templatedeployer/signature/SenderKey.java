package dev.templatedeployer.signature;

import java.security.PublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key by which somebody proves that a record is theirs. They may have several at a time, so that
/// a new one is known before the old one is given up.
///
/// @param kid names the key, at this service as a whole
/// @param signer whose it is
/// @param notBefore from when on it counts, or null if it always did
/// @param notAfter until when it counts, or null if it always will
public record SenderKey(
    String kid,
    Signer signer,
    PublicKey key,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter) {

  /// Whether it counts at this time. Asked with the time of arrival: whoever steals an old key
  /// could write any other.
  boolean isValidAt(Instant time) {
    return (notBefore == null || !time.isBefore(notBefore))
        && (notAfter == null || !time.isAfter(notAfter));
  }
}
