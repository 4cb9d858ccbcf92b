package dev.templatedeployer.canister.distribution;

import java.time.Instant;

/// When somebody may register.
///
/// @param from the first moment
/// @param to the first moment at which it is too late
public record Registration(Instant from, Instant to) {}
