package dev.templatedeployer.canister.dao;

import org.jspecify.annotations.Nullable;

/// What a proposal says in full. A row beside that of the proposal, so that no vote writes it
/// again.
///
/// @param description why, or null if the proposer did not say
/// @param action what is done if it is accepted
public record Paper(@Nullable String description, Action action) {}
