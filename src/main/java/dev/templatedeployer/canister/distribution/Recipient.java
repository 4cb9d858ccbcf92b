package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Somebody whom the owner names, and what is to become theirs.
///
/// @param amount in base units
/// @param note what the owner wants to remember of them, or null
public record Recipient(Principal principal, BigInteger amount, @Nullable String note) {}
