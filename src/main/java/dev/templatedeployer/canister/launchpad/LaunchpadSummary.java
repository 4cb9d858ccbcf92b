package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.WholeCanister;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Project;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.SaleToken;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Window;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A launchpad as a person wants to see it at one time: where it stands, how far it has come, and
/// on what terms. What is null does not apply.
///
/// @param at the time it is seen at; what was contributed, claimed and refunded is as it stands
/// @param outlook what may be expected, in a sentence
/// @param price what a whole sale token costs as things stand, in base units of the purchase token
/// @param maxContribution the most from one participant
/// @param settlement how it was settled, if it succeeded
/// @param claims what was claimed, if it succeeded
/// @param refunds what was refunded, if it failed or was cancelled
/// @param whitelisted how many may contribute, or null if everybody may
/// @param blacklisted how many may not
public record LaunchpadSummary(
    String name,
    Launchpad.Status status,
    String outlook,
    Instant at,
    SaleType saleType,
    Principal owner,
    SaleToken saleToken,
    Principal purchaseTokenId,
    BigInteger totalSaleAmount,
    BigInteger price,
    Progress progress,
    BigInteger minContribution,
    BigInteger maxContribution,
    Instant saleStart,
    Instant saleEnd,
    Instant claimStart,
    @Nullable Settlement settlement,
    @Nullable Claims claims,
    @Nullable Refunds refunds,
    Launchpad.@Nullable Pause paused,
    Launchpad.@Nullable Cancellation cancelled,
    @Nullable Integer whitelisted,
    @Nullable Window whitelistWindow,
    int blacklisted,
    int platformFeeBps,
    int successFeeBps,
    boolean pausable,
    boolean cancellable,
    List<Principal> emergencyContacts,
    List<CategoryLine> categories,
    String description,
    @Nullable String website,
    Instant createdAt,
    Instant updatedAt) {

  /// What participants have of what they bought.
  ///
  /// @param allocated the allocations of those who have claimed at least once
  /// @param claimed what was claimed of them
  /// @param settled how many participants have got everything
  /// @param dust what rounding left to the owner, or null before everybody has got everything
  public record Claims(
      BigInteger allocated, BigInteger claimed, int settled, @Nullable BigInteger dust) {}

  /// What participants have back of what they contributed.
  ///
  /// @param outstanding what is still to be refunded
  /// @param settled how many participants have got everything
  public record Refunds(BigInteger refunded, BigInteger outstanding, int settled) {}

  /// The launchpad at `at`.
  static LaunchpadSummary of(WholeCanister<Launchpad> canister, Instant at) {
    Launchpad pad = canister.head();
    LaunchpadTerms terms = pad.terms();
    Optional<Project> project = canister.row(Project.KEY, Project.class);
    return new LaunchpadSummary(
        terms.name(),
        pad.status(at),
        pad.outlook(at),
        at,
        terms.saleType(),
        pad.owner(),
        terms.saleToken(),
        terms.purchaseTokenId(),
        terms.totalSaleAmount(),
        terms.priceIfRaised(pad.totals().raised()),
        Progress.of(pad),
        terms.minContribution(),
        terms.mostFromOne(),
        terms.saleStart(),
        terms.saleEnd(),
        terms.claimStart(),
        pad.settlement(),
        claims(pad),
        refunds(pad),
        pad.paused(),
        pad.cancelled(),
        terms.forWhitelistedOnly() ? pad.totals().whitelisted() : null,
        terms.whitelistWindow(),
        terms.blacklisted(),
        terms.platformFeeBps(),
        terms.successFeeBps(),
        terms.pausable(),
        terms.cancellable(),
        terms.emergencyContacts(),
        CategoryLine.all(canister),
        project.map(Project::description).orElse(""),
        project.map(Project::website).orElse(null),
        pad.createdAt(),
        pad.updatedAt());
  }

  private static @Nullable Claims claims(Launchpad pad) {
    Totals totals = pad.totals();
    return pad.settlement() == null
        ? null
        : new Claims(
            totals.allocated(), totals.claimed(), totals.settled(), pad.dust().orElse(null));
  }

  private static @Nullable Refunds refunds(Launchpad pad) {
    Totals totals = pad.totals();
    return pad.isOnRefundPath()
        ? new Refunds(totals.refunded(), totals.unrefunded(), totals.settled())
        : null;
  }
}
