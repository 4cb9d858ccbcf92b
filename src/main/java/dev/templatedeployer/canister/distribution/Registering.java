package dev.templatedeployer.canister.distribution;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;
import static java.util.Objects.requireNonNull;

import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How somebody becomes a participant by itself.
final class Registering {

  private final Distribution d;
  private final Principal by;
  private final Instant at;

  private Registering(Distribution d, Principal by, Instant at) {
    this.d = d;
    this.by = by;
    this.at = at;
  }

  /// Says what it causes that somebody who is no participant yet registers with an active
  /// distribution.
  ///
  /// @param amount what a list says is its own, or null
  /// @param proof that the list says so, or null
  static Ruling<DistributionEvent> decide(
      Distribution d,
      Principal by,
      @Nullable BigInteger amount,
      @Nullable List<String> proof,
      Instant at) {
    var registering = new Registering(d, by, at);
    Optional<String> problem = by.problem(Principal.Form.ANY);
    if (problem.isPresent()) {
      return refuse(
          "BAD_PARTICIPANT",
          "Cannot register with %s: whoever asks %s. Ask as a principal who can claim."
              .formatted(d.name(), problem.get()));
    }
    if (d.isByReference()) {
      return registering.withList(amount, proof);
    }
    return d.isOpen() ? registering.withOpen(amount, proof) : registering.notOnTheList();
  }

  /// Whether nobody can register with an open distribution at `t` or later.
  static boolean isClosed(Distribution d, Instant t) {
    return isFull(d) || !t.isBefore(registration(d).to());
  }

  /// What somebody who is no participant has to do to become one.
  static String howTo(Distribution d) {
    if (d.isOpen()) {
      return "Register from '%s' until '%s'."
          .formatted(registration(d).from(), registration(d).to());
    }
    RecipientsRef list = d.config().eligibility().recipientsRef();
    return list == null
        ? "Only its owner can name participants."
        : "If you are on the list at '%s', register with your amount and proof."
            .formatted(list.uri());
  }

  private Ruling<DistributionEvent> notOnTheList() {
    return refuse(
        "REGISTRATION_NOT_ALLOWED",
        "Cannot register with %s: '%s' is none of its recipients. %s"
            .formatted(d.name(), by, howTo(d)));
  }

  private Ruling<DistributionEvent> withOpen(
      @Nullable BigInteger amount, @Nullable List<String> proof) {
    Eligibility terms = d.config().eligibility();
    if (amount != null || proof != null) {
      return refuse(
          "SUPERFLUOUS_PROOF",
          "Cannot register with %s with an amount or a proof: everybody gets '%s' without. Leave both out."
              .formatted(d.name(), terms.perUser()));
    }
    if (at.isBefore(registration(d).from())) {
      return refuse(
          "REGISTRATION_NOT_OPEN",
          "Cannot register with %s yet: that is possible from '%s' on. Try again then."
              .formatted(d.name(), registration(d).from()));
    }
    if (!at.isBefore(registration(d).to())) {
      return refuse(
          "REGISTRATION_CLOSED",
          "Cannot register with %s: that was possible until '%s'. Nobody can join it any more."
              .formatted(d.name(), registration(d).to()));
    }
    if (isFull(d)) {
      return refuse(
          "FULL",
          "Cannot register with %s: all '%d' places are taken. Nobody can join it any more."
              .formatted(d.name(), terms.maxRecipients()));
    }
    return accept(new DistributionEvent.Registered(by, requireNonNull(terms.perUser()), at));
  }

  private Ruling<DistributionEvent> withList(
      @Nullable BigInteger amount, @Nullable List<String> proof) {
    RecipientsRef list = requireNonNull(d.config().eligibility().recipientsRef());
    if (amount == null || proof == null) {
      return refuse(
          "PROOF_MISSING",
          "Cannot register with %s without amount and proof. Take both from the list at '%s'."
              .formatted(d.name(), list.uri()));
    }
    if (amount.signum() <= 0 || !MerkleProof.leadsTo(list.merkleRoot(), by, amount, proof)) {
      return refuse(
          "PROOF_MISMATCH",
          "Cannot register with %s: the proof does not show that '%s' is on its list with the amount '%s'. Take principal, amount and proof from the list at '%s' as they stand there."
              .formatted(d.name(), by, amount, list.uri()));
    }
    BigInteger allocated = d.totals().allocated().add(amount);
    if (d.counts().participants() >= list.count() || allocated.compareTo(list.total()) > 0) {
      return refuse(
          "LIST_EXHAUSTED",
          "Cannot register with %s: its owner said that the list has '%d' recipients and '%s' base units, and with '%s' there would be more. Tell its owner that the list is larger than the distribution says."
              .formatted(d.name(), list.count(), list.total(), by));
    }
    return accept(new DistributionEvent.Registered(by, amount, at));
  }

  private static boolean isFull(Distribution d) {
    return d.counts().participants() >= requireNonNull(d.config().eligibility().maxRecipients());
  }

  private static Registration registration(Distribution d) {
    return requireNonNull(d.config().eligibility().registration());
  }
}
