package dev.templatedeployer.canister.launchpad;

/// How a launchpad sells.
public enum SaleType {
  /// Everybody shares the whole amount in proportion to the contribution, so the price is known
  /// when the sale is over.
  FAIR_LAUNCH,
  /// The price is set before; what is not sold stays the owner's.
  FIXED_PRICE,
  /// At a set price, and only for those on the whitelist.
  PRIVATE_SALE
}
