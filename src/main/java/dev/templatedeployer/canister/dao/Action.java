package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// What a proposal wants to be done, as its proposer wrote it. Which fields are needed depends on
/// the kind; the others are left out. [ActionRules] says what is wrong with it.
///
/// @param to who receives a transfer, or what is minted: there null for the treasury
/// @param amount of a transfer, a minting or a burning, in base units
/// @param params for other parameters
/// @param level for a higher governance level
/// @param call for a call
public record Action(
    ActionKind kind,
    @Nullable Principal to,
    @Nullable BigInteger amount,
    @Nullable ParamsChange params,
    @Nullable GovernanceLevel level,
    @Nullable Call call) {

  /// A call of another canister.
  ///
  /// @param argument what is handed over, in whatever notation the method understands
  public record Call(Principal canisterId, String method, String argument) {}

  /// That the members agree.
  public static Action motion() {
    return new Action(ActionKind.MOTION, null, null, null, null, null);
  }

  /// Other parameters.
  public static Action params(ParamsChange change) {
    return new Action(ActionKind.PARAMS, null, null, change, null, null);
  }

  /// A higher governance level.
  public static Action raiseLevel(GovernanceLevel level) {
    return new Action(ActionKind.RAISE_LEVEL, null, null, null, level, null);
  }

  /// A payment out of the treasury.
  public static Action transfer(Principal to, BigInteger amount) {
    return new Action(ActionKind.TRANSFER, to, amount, null, null, null);
  }

  /// New tokens.
  ///
  /// @param to for whom, or null for the treasury
  public static Action mint(@Nullable Principal to, BigInteger amount) {
    return new Action(ActionKind.MINT, to, amount, null, null, null);
  }

  /// The end of tokens of the treasury.
  public static Action burn(BigInteger amount) {
    return new Action(ActionKind.BURN, null, amount, null, null, null);
  }

  /// A call of another canister.
  public static Action call(Call call) {
    return new Action(ActionKind.CALL, null, null, null, null, call);
  }
}
