package dev.templatedeployer.verify;

import org.jspecify.annotations.Nullable;

/// Does one verification.
public interface Verifier {

  /// Verifies, which may take minutes.
  ///
  /// @param only the id of the one deployment to verify, or null for all, and the canisters too
  /// @param findings told all the time what was found, and how far it is
  /// @throws BrokenOff if it cannot be finished; what was found before stays found
  void verify(@Nullable String only, Findings findings) throws BrokenOff, InterruptedException;

  /// Has the one that runs, if one does, end soon with a [BrokenOff]. From any thread, for good.
  void stop();
}
