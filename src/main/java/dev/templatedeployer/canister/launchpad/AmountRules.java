package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.config.ConfigCheck;
import java.math.BigInteger;

/// What the amounts, the price and the caps of a launchpad have to keep to.
final class AmountRules {

  private static final int LEAST_SOFT_CAP_PERCENT = 30;

  private final ConfigCheck check;
  private final LaunchpadConfig config;

  AmountRules(ConfigCheck check, LaunchpadConfig config) {
    this.check = check;
    this.config = config;
  }

  /// Remembers everything that is wrong with them.
  ///
  /// @param tokenPasses whether the sale token makes sense
  void check(boolean tokenPasses) {
    boolean typePasses = check.present("/saleType", config.saleType());
    boolean totalPasses = check.amount("/totalSaleAmount", config.totalSaleAmount());
    if (tokenPasses && totalPasses) {
      check.that(
          config.totalSaleAmount().compareTo(config.saleToken().supply()) <= 0,
          "/totalSaleAmount",
          "EXCEEDS_SUPPLY",
          "'totalSaleAmount' must be at most the supply, '%s'; it is '%s'."
              .formatted(config.saleToken().supply(), config.totalSaleAmount()));
    }
    boolean pricePasses = typePasses && price();
    boolean capsPass = caps();
    boolean leastPasses = contributions(capsPass);
    if (tokenPasses && totalPasses && pricePasses && capsPass) {
      boolean isEnough =
          config.saleType() == SaleType.FAIR_LAUNCH || enoughForSale(priceOf(config));
      if (isEnough && leastPasses) {
        somethingIsBought();
      }
    }
    maxParticipants();
  }

  private boolean price() {
    if (config.saleType() != SaleType.FAIR_LAUNCH) {
      return check.amount("/tokenPrice", config.tokenPrice());
    }
    return check.that(
        config.tokenPrice() == null,
        "/tokenPrice",
        "SUPERFLUOUS",
        "'tokenPrice' has no meaning in a fair launch, where contributions make the price. Leave it out, or choose another sale type.");
  }

  private boolean caps() {
    boolean softPasses = check.amount("/softCap", config.softCap());
    boolean hardPasses = check.amount("/hardCap", config.hardCap());
    if (!softPasses || !hardPasses) {
      return false;
    }
    BigInteger soft = config.softCap();
    BigInteger hard = config.hardCap();
    return check.that(
            soft.compareTo(hard) < 0,
            "/softCap",
            "NOT_BELOW_HARD_CAP",
            "'softCap' must be less than 'hardCap', '%s'; it is '%s'.".formatted(hard, soft))
        && check.that(
            soft.multiply(BigInteger.valueOf(100))
                    .compareTo(hard.multiply(BigInteger.valueOf(LEAST_SOFT_CAP_PERCENT)))
                >= 0,
            "/softCap",
            "TOO_SMALL",
            "'softCap' must be at least %d %% of 'hardCap', '%s'; it is '%s'."
                .formatted(LEAST_SOFT_CAP_PERCENT, hard, soft));
  }

  /// Answers whether the least contribution makes sense.
  private boolean contributions(boolean capsPass) {
    boolean leastPasses = check.amount("/minContribution", config.minContribution());
    BigInteger most = config.maxContribution();
    boolean mostPasses = most == null || check.amount("/maxContribution", most);
    if (most != null && mostPasses && capsPass) {
      mostPasses =
          check.that(
              most.compareTo(config.hardCap()) <= 0,
              "/maxContribution",
              "EXCEEDS_HARD_CAP",
              "'maxContribution' must be at most 'hardCap', '%s'; it is '%s'."
                  .formatted(config.hardCap(), most));
    }
    if (!leastPasses || !mostPasses || (most == null && !capsPass)) {
      return false;
    }
    BigInteger ceiling = most == null ? config.hardCap() : most;
    return check.that(
        config.minContribution().compareTo(ceiling) < 0,
        "/minContribution",
        "NOT_BELOW_MAXIMUM",
        "'minContribution' must be less than what one participant may contribute, '%s'; it is '%s'."
            .formatted(ceiling, config.minContribution()));
  }

  /// Whether there is enough for sale to fill the hard cap.
  private boolean enoughForSale(BigInteger price) {
    BigInteger cost = config.hardCap().multiply(config.saleToken().whole());
    BigInteger needed = cost.add(price).subtract(BigInteger.ONE).divide(price);
    return check.that(
        config.totalSaleAmount().compareTo(needed) >= 0,
        "/totalSaleAmount",
        "TOO_SMALL",
        "At its price the hard cap buys '%s', so 'totalSaleAmount' must be at least that; it is '%s'. Sell more, raise less, or ask a higher price."
            .formatted(needed, config.totalSaleAmount()));
  }

  private void somethingIsBought() {
    BigInteger least = config.minContribution();
    BigInteger bought =
        config.saleType() == SaleType.FAIR_LAUNCH
            ? least.multiply(config.totalSaleAmount()).divide(config.hardCap())
            : least.multiply(config.saleToken().whole()).divide(priceOf(config));
    check.that(
        bought.signum() > 0,
        "/minContribution",
        "BUYS_NOTHING",
        "'minContribution' must buy at least one base unit even if the hard cap is reached; '%s' buys none. Ask for more, or sell more."
            .formatted(least));
  }

  private void maxParticipants() {
    Integer most = config.maxParticipants();
    if (most != null) {
      check.that(
          most >= 1 && most <= LaunchpadConfig.MOST_PARTICIPANTS,
          "/maxParticipants",
          "OUT_OF_RANGE",
          "'maxParticipants' must be from 1 to %d; it is '%d'."
              .formatted(LaunchpadConfig.MOST_PARTICIPANTS, most));
    }
  }

  private static BigInteger priceOf(LaunchpadConfig config) {
    BigInteger price = config.tokenPrice();
    return price == null ? BigInteger.ONE : price;
  }
}
