package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;

/// That a DAO stands still: nothing can be staked, proposed, voted, finalised or executed until it
/// is unpaused. Time runs on, so votes may end meanwhile.
///
/// @param by the emergency contact who paused it
public record Pause(Principal by, String reason, Instant at) {}
