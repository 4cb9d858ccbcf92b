package dev.templatedeployer.canister.launchpad;

import java.math.BigInteger;
import java.time.Instant;

/// What becomes of the tokens and the money of a sale that succeeded.
///
/// `sold + unsold` is the amount that was for sale, and `platformFee + successFee + proceeds` is
/// what was raised, to the base unit.
///
/// @param sold what is set aside for the participants; the dust that their allocations leave of it
///   is the owner's
/// @param unsold what the owner keeps of the sale tokens
/// @param proceeds what the owner gets of the purchase tokens
public record Settlement(
    BigInteger sold,
    BigInteger unsold,
    BigInteger platformFee,
    BigInteger successFee,
    BigInteger proceeds,
    Instant at) {}
