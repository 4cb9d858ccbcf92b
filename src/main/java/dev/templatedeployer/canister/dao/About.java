package dev.templatedeployer.canister.dao;

/// What a DAO says of itself. A row, not a part of the head, so that no operation writes it again.
///
/// @param description what the DAO is for
public record About(String description) {}
