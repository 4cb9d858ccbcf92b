package dev.templatedeployer.canister.dao;

import java.math.BigInteger;
import java.time.Instant;

/// One member's vote on one proposal: a row under both. Never changed.
///
/// @param power what it counts
public record Vote(Choice choice, BigInteger power, Instant at) {}
