package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.canister.vesting.UnlockPlan;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a launchpad is to be, as its sender wrote it. [LaunchpadRules] says what is wrong with it.
///
/// @param purchaseTokenId which token is paid
/// @param totalSaleAmount how much is for sale, in base units of the sale token
/// @param tokenPrice what one whole sale token costs, in base units of the purchase token; null for
///   a fair launch
/// @param softCap how much has to be raised for the sale to succeed, in base units of the purchase
///   token, as are the next three
/// @param hardCap how much is raised at most
/// @param minContribution the least that is taken at once, but for what fills the hard cap
/// @param maxContribution the most from one participant, or null for the hard cap
/// @param maxParticipants the most participants, or null for [#MOST_PARTICIPANTS]
/// @param claimStart from when on what was bought may be claimed, and its schedule counts
/// @param whitelistWindow when the owner may add to the whitelist, or null for never
/// @param whitelist who alone may contribute; if it is empty, there is no window and it is no
///   private sale, everybody may
/// @param blacklist who may not contribute
/// @param categories what the supply is divided into; one of them is [Category#isForSale()]
/// @param platformFeeBps the platform's share of what a successful sale raised
/// @param successFeeBps the share that success itself costs, beside the platform fee
/// @param pausable whether the owner or an emergency contact may stop everything for a while
/// @param cancellable whether the owner may call the sale off before it is finalised
public record LaunchpadConfig(
    Project project,
    SaleToken saleToken,
    Principal purchaseTokenId,
    SaleType saleType,
    BigInteger totalSaleAmount,
    @Nullable BigInteger tokenPrice,
    BigInteger softCap,
    BigInteger hardCap,
    BigInteger minContribution,
    @Nullable BigInteger maxContribution,
    @Nullable Integer maxParticipants,
    Instant saleStart,
    Instant saleEnd,
    Instant claimStart,
    @Nullable Window whitelistWindow,
    List<Principal> whitelist,
    List<Principal> blacklist,
    List<Category> categories,
    int platformFeeBps,
    int successFeeBps,
    boolean pausable,
    boolean cancellable,
    List<Principal> emergencyContacts) {

  /// The most participants that any launchpad may have.
  public static final int MOST_PARTICIPANTS = 50_000;

  /// The most whitelisted principals that any launchpad may have, later ones included.
  public static final int MOST_WHITELISTED = 100_000;

  /// The most categories.
  public static final int MOST_CATEGORIES = 20;

  /// The most principals that a list in a config may have.
  public static final int MOST_LISTED = 10_000;

  public LaunchpadConfig {
    whitelist = whitelist == null ? List.of() : List.copyOf(whitelist);
    blacklist = blacklist == null ? List.of() : List.copyOf(blacklist);
    categories = categories == null ? List.of() : List.copyOf(categories);
    emergencyContacts = emergencyContacts == null ? List.of() : List.copyOf(emergencyContacts);
  }

  /// What the tokens are for.
  public record Project(String name, String description, @Nullable String website) {
    static final String TABLE = "project";
    static final RowKey KEY = new RowKey(TABLE, "project");
  }

  /// The token that is sold.
  ///
  /// @param tokenId its ledger, or null if there is none yet
  /// @param decimals how many digits of base units make a whole token
  /// @param supply all that there is of it, in base units
  public record SaleToken(
      String symbol, String name, int decimals, BigInteger supply, @Nullable Principal tokenId) {

    /// How many base units make a whole token.
    BigInteger whole() {
      return BigInteger.TEN.pow(decimals);
    }
  }

  /// A time span: from `from` on, until just before `to`.
  public record Window(Instant from, Instant to) {

    /// Whether `t` lies in it.
    boolean contains(Instant t) {
      return !t.isBefore(from) && t.isBefore(to);
    }
  }

  /// A part of the supply.
  ///
  /// @param bps which share of the supply
  /// @param schedule when it is unlocked, counted from the start of claims, or null for at once
  /// @param initialBps the share of it that is unlocked at that start already
  public record Category(String name, int bps, @Nullable ScheduleConfig schedule, int initialBps) {

    static final String TABLE = "categories";

    private static final String FOR_SALE = "sale";

    /// The key of the category that stands at `index` in the config, from 0; keys are ordered like
    /// the config.
    static RowKey key(int index) {
      return new RowKey(TABLE, "%02d".formatted(index));
    }

    /// What this unlocks of `amount` if claims begin at `claimStart`.
    UnlockPlan plan(BigInteger amount, Instant claimStart) {
      return scheduleOrAtOnce().plan(initialBps, amount, claimStart);
    }

    /// The schedule, even where it was left out.
    ScheduleConfig scheduleOrAtOnce() {
      return schedule == null ? ScheduleConfig.instant() : schedule;
    }

    /// Whether this is what the launchpad sells, whose schedule everybody's allocation follows: the
    /// one that is named `Sale`, in whatever case.
    public boolean isForSale() {
      return name != null && name.strip().toLowerCase(Locale.ROOT).equals(FOR_SALE);
    }
  }

  /// Whether only whitelisted principals may contribute.
  boolean isForWhitelistedOnly() {
    return saleType == SaleType.PRIVATE_SALE || whitelistWindow != null || !whitelist.isEmpty();
  }
}
