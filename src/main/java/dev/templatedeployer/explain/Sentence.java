package dev.templatedeployer.explain;

import dev.templatedeployer.wire.RecordedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A part of an [Account].
///
/// @param at when it happened; for the last part when the account was given
/// @param version the version of the event that it tells; null for the last part, which tells where
///   the deployment stands and what comes next
/// @param cause what brought the event about; null for the last part
/// @param text one or more sentences
public record Sentence(
    Instant at, @Nullable Long version, RecordedEvent.@Nullable Cause cause, String text) {}
