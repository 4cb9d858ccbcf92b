package dev.templatedeployer.canister.distribution;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What it does to a distribution that its owner names more recipients: each becomes a participant,
/// and the total grows by what is to be theirs.
final class AddingRecipients {

  /// The most recipients that are added at once.
  static final int MOST_AT_ONCE = 1_000;

  private final Canister<Distribution> canister;
  private final Distribution d;
  private final Instant at;

  private AddingRecipients(Canister<Distribution> canister, Instant at) {
    this.canister = canister;
    this.d = canister.head();
    this.at = at;
  }

  /// Says what naming `recipients` causes.
  static Ruling<DistributionEvent> decide(
      Canister<Distribution> canister, List<Recipient> recipients, Instant at) {
    return new AddingRecipients(canister, at).add(recipients);
  }

  private Ruling<DistributionEvent> add(List<Recipient> recipients) {
    if (d.isOver()) {
      return Refusals.over("add recipients to", d);
    }
    if (d.isOpen() || d.isByReference()) {
      return refuse(
          "RECIPIENTS_NOT_NAMED",
          "Cannot add recipients to %s: its participants register by themselves. Make another distribution for those you want to name."
              .formatted(d.name()));
    }
    boolean isCreated = d.status() == Distribution.Status.CREATED;
    if (!isCreated && !d.config().allowModification()) {
      return Refusals.modificationNotAllowed("add recipients to", d);
    }
    List<Violation> violations =
        EligibilityRules.recipients("/recipients", recipients, MOST_AT_ONCE);
    if (!violations.isEmpty()) {
      return badRecipients(violations);
    }
    Optional<Principal> known =
        recipients.stream().map(Recipient::principal).filter(this::isParticipant).findFirst();
    if (known.isPresent()) {
      return refuse(
          "ALREADY_A_PARTICIPANT",
          "Cannot add recipients to %s: '%s' is a participant already. Leave those out who are, and add the rest."
              .formatted(d.name(), known.get()));
    }
    if (d.counts().participants() + recipients.size() > EligibilityRules.MOST_PARTICIPANTS) {
      return refuse(
          "TOO_MANY_PARTICIPANTS",
          "Cannot add '%d' recipients to %s: it has '%d' participants, and %d is the most. Make another distribution for the rest."
              .formatted(
                  recipients.size(),
                  d.name(),
                  d.counts().participants(),
                  EligibilityRules.MOST_PARTICIPANTS));
    }
    BigInteger total =
        recipients.stream().map(Recipient::amount).reduce(d.totals().total(), BigInteger::add);
    if (total.compareTo(ConfigCheck.MAX_AMOUNT) > 0) {
      return refuse(
          "TOTAL_TOO_LARGE",
          "Cannot add recipients to %s: the total would be '%s', and %s is the most. Make another distribution for the rest."
              .formatted(d.name(), total, ConfigCheck.MAX_AMOUNT));
    }
    if (!isCreated && total.compareTo(d.totals().funded()) > 0) {
      return Refusals.notFunded("add recipients to", d, total);
    }
    return accept(new DistributionEvent.RecipientsAdded(recipients, at));
  }

  private boolean isParticipant(Principal principal) {
    return canister.row(ParticipantHistory.key(principal), Participant.class).isPresent();
  }

  private Ruling<DistributionEvent> badRecipients(List<Violation> violations) {
    Violation first = violations.getFirst();
    return refuse(
        "BAD_RECIPIENTS",
        "Cannot add recipients to %s: %s: %s%s Mend the list and send it again; nobody was added."
            .formatted(
                d.name(),
                first.field(),
                first.message(),
                violations.size() == 1
                    ? ""
                    : " Further mistakes: %d.".formatted(violations.size() - 1)));
  }
}
