package dev.templatedeployer.canister.distribution;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may take part, as the sender wrote it: a kind, and the fields that any kind may need side by
/// side, so that [EligibilityRules] can say precisely which are missing and which have no meaning.
///
/// @param recipients for [Kind#WHITELIST]: everybody, unless `recipientsRef` says where they are;
///   null in the head of a distribution, whose rows they are
/// @param recipientsRef for [Kind#WHITELIST]: a list that is too large to be written down here
/// @param perUser for [Kind#OPEN]: what everybody who registers gets, in base units
/// @param maxRecipients for [Kind#OPEN]: how many may register
/// @param registration for [Kind#OPEN]: when
public record Eligibility(
    Kind kind,
    @Nullable List<Recipient> recipients,
    @Nullable RecipientsRef recipientsRef,
    @Nullable BigInteger perUser,
    @Nullable Integer maxRecipients,
    @Nullable Registration registration) {

  /// The ways to take part.
  public enum Kind {
    /// The owner says who gets how much.
    WHITELIST,
    /// Whoever registers in time gets the same amount.
    OPEN
  }

  public Eligibility {
    recipients = recipients == null ? null : List.copyOf(recipients);
  }

  /// Those whom `recipients` names.
  public static Eligibility of(List<Recipient> recipients) {
    return new Eligibility(Kind.WHITELIST, recipients, null, null, null, null);
  }

  /// Those on a list that lies elsewhere.
  public static Eligibility of(RecipientsRef list) {
    return new Eligibility(Kind.WHITELIST, null, list, null, null, null);
  }

  /// Whoever registers.
  public static Eligibility open(BigInteger perUser, int maxRecipients, Registration registration) {
    return new Eligibility(Kind.OPEN, null, null, perUser, maxRecipients, registration);
  }

  /// The same without the recipients themselves.
  Eligibility withoutRecipients() {
    return new Eligibility(kind, null, recipientsRef, perUser, maxRecipients, registration);
  }
}
