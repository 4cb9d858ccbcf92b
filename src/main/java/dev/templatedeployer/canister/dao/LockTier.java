package dev.templatedeployer.canister.dao;

/// One of the terms on which a member can stake.
///
/// @param days how long a stake is locked
/// @param multiplierBps what it weighs meanwhile and afterwards: 10000 is its amount
public record LockTier(int days, int multiplierBps) {}
