package dev.templatedeployer.canister.distribution;

import java.time.Duration;

/// How often a participant may claim. A window begins with the first claim after the one before is
/// over.
///
/// @param max the most claims in one window
/// @param window how long a window is, from a minute to 30 days
public record ClaimLimit(int max, Duration window) {}
