package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;

/// Somebody who is a member from the beginning.
///
/// @param stake in base units; locked in the first tier from when the DAO is made
public record InitialMember(Principal principal, BigInteger stake) {}
