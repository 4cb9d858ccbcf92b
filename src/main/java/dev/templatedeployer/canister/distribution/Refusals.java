package dev.templatedeployer.canister.distribution;

import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Ruling;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a distribution says no with whoever asks, and how it says that something is so already.
final class Refusals {

  private Refusals() {}

  /// The operation was carried out before.
  static Ruling<DistributionEvent> alreadySo() {
    return new Ruling.Accepted<>(List.of());
  }

  /// It is not active, and the operation needs that.
  ///
  /// @param verb what was asked, such as `claim from`
  static Ruling<DistributionEvent> notActive(String verb, Distribution d) {
    return switch (d.status()) {
      case CREATED ->
          refuse(
              "NOT_ACTIVE",
              "Cannot %s %s yet: it is not active. Wait until its owner has funded and activated it."
                  .formatted(verb, d.name()));
      case PAUSED ->
          refuse(
              "PAUSED",
              "Cannot %s %s: it is paused since '%s'. Try again when its owner has resumed it."
                  .formatted(verb, d.name(), d.pausedAt()));
      case COMPLETED, CANCELLED -> over(verb, d);
      case ACTIVE -> throw new IllegalStateException("It is active.");
    };
  }

  /// It has come to its end.
  static Ruling<DistributionEvent> over(String verb, Distribution d) {
    return d.status() == Distribution.Status.CANCELLED
        ? refuse(
            "CANCELLED",
            "Cannot %s %s: its owner cancelled it at '%s'. Nothing more can be done with it."
                .formatted(verb, d.name(), d.updatedAt()))
        : refuse(
            "COMPLETED",
            "Cannot %s %s: it was completed at '%s'. Nothing more can be done with it."
                .formatted(verb, d.name(), d.updatedAt()));
  }

  /// What is wrong with an amount that has to be more than nothing; null if nothing is.
  static @Nullable Ruling<DistributionEvent> notPositive(
      String verb, Distribution d, BigInteger amount) {
    return amount.signum() > 0
        ? null
        : refuse(
            "AMOUNT_NOT_POSITIVE",
            "Cannot %s %s with the amount '%s': that is nothing. Name more than 0."
                .formatted(verb, d.name(), amount));
  }

  /// That something needs more than is funded.
  static Ruling<DistributionEvent> notFunded(String verb, Distribution d, BigInteger needed) {
    return refuse(
        "NOT_FUNDED",
        "Cannot %s %s: '%s' are needed, and '%s' are funded. Fund the missing '%s' first."
            .formatted(
                verb, d.name(), needed, d.totals().funded(), needed.subtract(d.totals().funded())));
  }

  /// That the distribution was made so that its owner changes nothing.
  static Ruling<DistributionEvent> modificationNotAllowed(String verb, Distribution d) {
    return refuse(
        "MODIFICATION_NOT_ALLOWED",
        "Cannot %s %s: it was made without allowModification, so once it is active its owner changes nothing."
            .formatted(verb, d.name()));
  }
}
