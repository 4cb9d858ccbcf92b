package dev.templatedeployer.deadletter;

import java.time.Instant;

/// That a dead letter was redriven, and by whom.
///
/// @param note who did it and why, as a sentence
public record Redriven(Instant at, String note) {}
