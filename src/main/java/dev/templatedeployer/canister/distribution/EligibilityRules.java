package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What has to hold of those who may take part.
final class EligibilityRules {

  /// The most recipients that a config may name.
  static final int MOST_RECIPIENTS = 10_000;

  /// The most participants that a distribution may have, wherever they come from.
  static final int MOST_PARTICIPANTS = 100_000;

  private static final int LONGEST_NOTE = 200;
  private static final int LONGEST_URI = 500;
  private static final Pattern URI = Pattern.compile("(https?|ipfs|ar)://[\\x21-\\x7e]+");

  private final ConfigCheck check = new ConfigCheck();
  private final String field;
  private final Eligibility eligibility;

  private EligibilityRules(String field, Eligibility eligibility) {
    this.field = field;
    this.eligibility = eligibility;
  }

  /// Everything that is wrong with `eligibility` but for times: those of the registration are
  /// [DistributionRules]'s.
  ///
  /// @param field JSON Pointer of it
  /// @param total what all get together, or null if nobody knows, where nothing is said about sums
  static List<Violation> check(String field, Eligibility eligibility, @Nullable BigInteger total) {
    var rules = new EligibilityRules(field, eligibility);
    if (rules.check.present(field + "/kind", eligibility.kind())) {
      switch (eligibility.kind()) {
        case WHITELIST -> rules.whitelist(total);
        case OPEN -> rules.open(total);
      }
    }
    return rules.check.violations();
  }

  /// Everything that is wrong with `recipients`, whether a config or an operation names them.
  ///
  /// @param field JSON Pointer of them
  /// @param most how many there may be
  static List<Violation> recipients(String field, List<Recipient> recipients, int most) {
    var check = new ConfigCheck();
    boolean sizePasses =
        check.that(
            !recipients.isEmpty() && recipients.size() <= most,
            field,
            "WRONG_SIZE",
            "There must be 1 to %d recipients; there are '%d'.".formatted(most, recipients.size()));
    Set<Principal> seen = new HashSet<>();
    for (int i = 0; sizePasses && i < recipients.size(); i++) {
      recipient(check, field + "/" + i, recipients.get(i), seen);
    }
    return check.violations();
  }

  private static void recipient(
      ConfigCheck check, String place, Recipient recipient, Set<Principal> seen) {
    if (check.principal(place + "/principal", recipient.principal())) {
      check.that(
          seen.add(recipient.principal()),
          place + "/principal",
          "DUPLICATE",
          "'%s' is named before. Name everybody once, with all that is theirs."
              .formatted(recipient.principal()));
    }
    check.amount(place + "/amount", recipient.amount());
    if (recipient.note() != null) {
      check.text(place + "/note", recipient.note(), 1, LONGEST_NOTE);
    }
  }

  private void whitelist(@Nullable BigInteger total) {
    superfluous("perUser", eligibility.perUser());
    superfluous("maxRecipients", eligibility.maxRecipients());
    superfluous("registration", eligibility.registration());
    List<Recipient> recipients = eligibility.recipients();
    RecipientsRef list = eligibility.recipientsRef();
    if (list == null) {
      check.that(
          recipients != null,
          field + "/recipients",
          "REQUIRED",
          "'recipients' is missing. Name them, or say in 'recipientsRef' where the list is.");
    } else {
      check.that(
          recipients == null,
          field + "/recipients",
          "SUPERFLUOUS",
          "'recipients' and 'recipientsRef' exclude each other. Keep one of them.");
      listElsewhere(list, total);
    }
    if (recipients != null
        && check.addAll(recipients(field + "/recipients", recipients, MOST_RECIPIENTS))
        && total != null) {
      sum(recipients, total);
    }
  }

  private void sum(List<Recipient> recipients, BigInteger total) {
    BigInteger sum =
        recipients.stream().map(Recipient::amount).reduce(BigInteger.ZERO, BigInteger::add);
    check.that(
        sum.equals(total),
        field + "/recipients",
        "SUM_MISMATCH",
        "The amounts of all recipients must add up to the 'totalAmount' '%s'; they add up to '%s'."
            .formatted(total, sum));
  }

  private void listElsewhere(RecipientsRef list, @Nullable BigInteger total) {
    String place = field + "/recipientsRef";
    if (check.text(place + "/uri", list.uri(), 1, LONGEST_URI)) {
      check.that(
          URI.matcher(list.uri()).matches(),
          place + "/uri",
          "NOT_A_URI",
          "'uri' must begin with https://, http://, ipfs:// or ar:// and have no blanks; it is '%s'."
              .formatted(list.uri()));
    }
    digest(place + "/sha256", list.sha256());
    digest(place + "/merkleRoot", list.merkleRoot());
    count(place + "/count", list.count());
    if (check.amount(place + "/total", list.total()) && total != null) {
      check.that(
          list.total().equals(total),
          place + "/total",
          "SUM_MISMATCH",
          "'total' must be the 'totalAmount' '%s'; it is '%s'.".formatted(total, list.total()));
    }
  }

  private void digest(String place, @Nullable String digest) {
    if (check.present(place, digest) && digest != null) {
      check.that(
          MerkleProof.isDigest(digest),
          place,
          "NOT_A_DIGEST",
          "'%s' must be a SHA-256 digest: 64 digits from 0-9 and a-f. It has %d characters."
              .formatted(place.substring(place.lastIndexOf('/') + 1), digest.length()));
    }
  }

  private boolean count(String place, int count) {
    return check.that(
        count >= 1 && count <= MOST_PARTICIPANTS,
        place,
        "OUT_OF_RANGE",
        "'%s' must be from 1 to %d; it is '%d'."
            .formatted(place.substring(place.lastIndexOf('/') + 1), MOST_PARTICIPANTS, count));
  }

  private void open(@Nullable BigInteger total) {
    superfluous("recipients", eligibility.recipients());
    superfluous("recipientsRef", eligibility.recipientsRef());
    BigInteger perUser = eligibility.perUser();
    Integer most = eligibility.maxRecipients();
    String maxRecipients = field + "/maxRecipients";
    boolean perUserPasses = check.amount(field + "/perUser", perUser);
    boolean mostPasses =
        check.present(maxRecipients, most) && most != null && count(maxRecipients, most);
    if (perUserPasses && mostPasses && perUser != null && most != null && total != null) {
      BigInteger needed = perUser.multiply(BigInteger.valueOf(most));
      check.that(
          needed.compareTo(total) <= 0,
          maxRecipients,
          "SUM_TOO_LARGE",
          "'%d' times perUser are '%s', which is more than the totalAmount '%s'."
              .formatted(most, needed, total));
    }
    check.present(field + "/registration", eligibility.registration());
  }

  private void superfluous(String name, @Nullable Object value) {
    check.that(
        value == null,
        field + "/" + name,
        "SUPERFLUOUS",
        "'%s' has no meaning for the kind %s. Leave it out, or choose the other kind."
            .formatted(name, eligibility.kind()));
  }
}
