package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;

/// What never changes about a DAO.
///
/// @param owner who had it made; has no say in it
/// @param lockTiers on which terms members stake, the shortest first
/// @param emergencyContacts who may pause it and cancel proposals
/// @param createdAt when the deployment was accepted
public record Charter(
    String name,
    Principal tokenId,
    Principal owner,
    VotingPowerModel votingPowerModel,
    List<LockTier> lockTiers,
    List<Principal> emergencyContacts,
    boolean pauseEnabled,
    Instant createdAt) {

  public Charter {
    lockTiers = List.copyOf(lockTiers);
    emergencyContacts = List.copyOf(emergencyContacts);
  }
}
