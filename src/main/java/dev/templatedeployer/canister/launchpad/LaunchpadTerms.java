package dev.templatedeployer.canister.launchpad;

import static java.util.Objects.requireNonNull;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.SaleToken;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Window;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The config of a launchpad without its lists and texts, which are rows: what every operation has
/// to know. What its parts mean is said at [LaunchpadConfig].
///
/// All arithmetic is on integers and multiplies before it divides, so what is rounded is rounded
/// down, and only once.
///
/// @param name the name of the project
/// @param forWhitelistedOnly whether only whitelisted principals may contribute
/// @param blacklisted how many principals may not
/// @param saleCategory which of the categories is for sale, from 0
public record LaunchpadTerms(
    String name,
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
    boolean forWhitelistedOnly,
    int blacklisted,
    int saleCategory,
    int platformFeeBps,
    int successFeeBps,
    boolean pausable,
    boolean cancellable,
    List<Principal> emergencyContacts) {

  private static final BigInteger ALL_BPS = BigInteger.valueOf(ConfigCheck.ALL_BPS);

  public LaunchpadTerms {
    emergencyContacts = List.copyOf(emergencyContacts);
  }

  /// The terms in `config`, with which [LaunchpadRules] found nothing wrong.
  static LaunchpadTerms of(LaunchpadConfig config) {
    int saleCategory = 0;
    while (!config.categories().get(saleCategory).isForSale()) {
      saleCategory++;
    }
    return new LaunchpadTerms(
        config.project().name(),
        config.saleToken(),
        config.purchaseTokenId(),
        config.saleType(),
        config.totalSaleAmount(),
        config.tokenPrice(),
        config.softCap(),
        config.hardCap(),
        config.minContribution(),
        config.maxContribution(),
        config.maxParticipants(),
        config.saleStart(),
        config.saleEnd(),
        config.claimStart(),
        config.whitelistWindow(),
        config.isForWhitelistedOnly(),
        config.blacklist().size(),
        saleCategory,
        config.platformFeeBps(),
        config.successFeeBps(),
        config.pausable(),
        config.cancellable(),
        config.emergencyContacts());
  }

  /// The most that one participant may contribute.
  BigInteger mostFromOne() {
    return maxContribution == null ? hardCap : maxContribution;
  }

  /// The most participants.
  int mostParticipants() {
    return maxParticipants == null ? LaunchpadConfig.MOST_PARTICIPANTS : maxParticipants;
  }

  /// What a contribution buys if `raised` is raised in all: its share of the whole amount in a fair
  /// launch, and what the price makes of it otherwise.
  BigInteger allocation(BigInteger contributed, BigInteger raised) {
    if (saleType == SaleType.FAIR_LAUNCH) {
      return raised.signum() == 0
          ? BigInteger.ZERO
          : contributed.multiply(totalSaleAmount).divide(raised);
    }
    return contributed.multiply(saleToken.whole()).divide(price());
  }

  /// What is set aside for all participants together if `raised` is raised: the whole amount in a
  /// fair launch, and otherwise what the price makes of all contributions as if they were one.
  /// Never less than all allocations, and by less than one base unit a participant more.
  BigInteger sold(BigInteger raised) {
    return saleType == SaleType.FAIR_LAUNCH
        ? totalSaleAmount
        : allocation(raised, raised).min(totalSaleAmount);
  }

  /// What a whole sale token costs if `raised` is raised, in base units of the purchase token.
  BigInteger priceIfRaised(BigInteger raised) {
    return saleType == SaleType.FAIR_LAUNCH
        ? raised.multiply(saleToken.whole()).divide(totalSaleAmount)
        : price();
  }

  /// How a sale that raised `raised`, which is no less than the soft cap, is settled at `at`.
  Settlement settlement(BigInteger raised, Instant at) {
    BigInteger sold = sold(raised);
    BigInteger platformFee = share(raised, platformFeeBps);
    BigInteger successFee = share(raised, successFeeBps);
    return new Settlement(
        sold,
        totalSaleAmount.subtract(sold),
        platformFee,
        successFee,
        raised.subtract(platformFee).subtract(successFee),
        at);
  }

  private BigInteger price() {
    return requireNonNull(tokenPrice, "Only a fair launch has no price.");
  }

  /// `bps` of `amount`.
  static BigInteger share(BigInteger amount, int bps) {
    return amount.multiply(BigInteger.valueOf(bps)).divide(ALL_BPS);
  }
}
