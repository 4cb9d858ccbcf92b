package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the config of a DAO has to keep to.
final class DaoRules {

  /// The least that a stake can weigh: its amount.
  static final int LEAST_MULTIPLIER = 10_000;

  private static final int MOST_MULTIPLIER = 30_000;
  private static final int SHORTEST_LOCK = 7;
  private static final int LONGEST_LOCK = 1_095;
  private static final int MOST_TIERS = 10;
  private static final int MOST_CONTACTS = 10;
  private static final int MOST_MEMBERS = 1_000;

  private final ConfigCheck check = new ConfigCheck();
  private final DaoConfig config;

  private DaoRules(DaoConfig config) {
    this.config = config;
  }

  /// Everything that is wrong with `config`.
  static List<Violation> check(DaoConfig config) {
    var rules = new DaoRules(config);
    rules.check();
    return rules.check.violations();
  }

  private void check() {
    check.text("/name", config.name(), 1, 100);
    check.text("/description", config.description(), 1, 2_000);
    check.principal("/tokenId", config.tokenId());
    check.present("/governanceLevel", config.governanceLevel());
    check.present("/votingPowerModel", config.votingPowerModel());
    boolean tiersPass = tiers(config.tiers());
    ParamsRules.check(
        check, "", config.params(), config.votingPowerModel(), tiersPass ? config.tiers() : null);
    contacts(config.contacts());
    members(config.members());
  }

  private boolean tiers(List<LockTier> tiers) {
    boolean pass = count("/lockTiers", "tiers", tiers.size(), 1, MOST_TIERS);
    LockTier shorter = new LockTier(0, 0);
    for (int i = 0; i < Math.min(tiers.size(), MOST_TIERS); i++) {
      String field = "/lockTiers/%d".formatted(i);
      LockTier tier = tiers.get(i);
      if (!check.present(field, tier)) {
        pass = false;
        continue;
      }
      boolean inRange = inRange(field, tier);
      pass &= inRange && increasing(field, shorter, tier);
      shorter = inRange ? tier : shorter;
    }
    return pass;
  }

  private boolean inRange(String field, LockTier tier) {
    boolean daysPass =
        check.that(
            tier.days() >= SHORTEST_LOCK && tier.days() <= LONGEST_LOCK,
            field + "/days",
            "OUT_OF_RANGE",
            "'days' must be from %d to %d; it is '%d'."
                .formatted(SHORTEST_LOCK, LONGEST_LOCK, tier.days()));
    return check.bps(
            field + "/multiplierBps", tier.multiplierBps(), LEAST_MULTIPLIER, MOST_MULTIPLIER)
        && daysPass;
  }

  private boolean increasing(String field, LockTier shorter, LockTier tier) {
    boolean daysPass =
        check.that(
            tier.days() > shorter.days(),
            field + "/days",
            "NOT_INCREASING",
            "A tier must lock for longer than the one before it, which has '%d' days; this has '%d'."
                .formatted(shorter.days(), tier.days()));
    return check.that(
            tier.multiplierBps() > shorter.multiplierBps(),
            field + "/multiplierBps",
            "NOT_INCREASING",
            "A tier must weigh more than the one before it, which has '%d' basis points; this has '%d'."
                .formatted(shorter.multiplierBps(), tier.multiplierBps()))
        && daysPass;
  }

  private void contacts(List<Principal> contacts) {
    count("/emergencyContacts", "contacts", contacts.size(), 0, MOST_CONTACTS);
    var seen = new HashSet<Principal>();
    for (int i = 0; i < Math.min(contacts.size(), MOST_CONTACTS); i++) {
      distinct("/emergencyContacts/%d".formatted(i), contacts.get(i), seen);
    }
    check.that(
        !config.pauseEnabled() || !contacts.isEmpty(),
        "/emergencyContacts",
        "CONTACT_REQUIRED",
        "Nobody could pause the DAO: 'pauseEnabled' is true, and there is no emergency contact. Name one, or leave out 'pauseEnabled'.");
  }

  private void members(List<InitialMember> members) {
    count("/initialMembers", "members", members.size(), 0, MOST_MEMBERS);
    var seen = new HashSet<Principal>();
    @Nullable BigInteger total = BigInteger.ZERO;
    for (int i = 0; i < Math.min(members.size(), MOST_MEMBERS); i++) {
      String field = "/initialMembers/%d".formatted(i);
      InitialMember member = members.get(i);
      boolean passes = check.present(field, member) && member(field, member, seen);
      total = passes && total != null ? total.add(member.stake()) : null;
    }
    if (total != null) {
      check.that(
          total.compareTo(ConfigCheck.MAX_AMOUNT) <= 0,
          "/initialMembers",
          "SUM_TOO_LARGE",
          "All stakes together must be at most %s base units; they are '%s'."
              .formatted(ConfigCheck.MAX_AMOUNT, total));
    }
  }

  private boolean member(String field, InitialMember member, Set<Principal> seen) {
    boolean principalPasses = distinct(field + "/principal", member.principal(), seen);
    return enough(field + "/stake", member.stake()) && principalPasses;
  }

  private boolean enough(String field, @Nullable BigInteger stake) {
    BigInteger minimum = config.minimumStake();
    return check.amount(field, stake)
        && stake != null
        && (minimum == null
            || check.that(
                stake.compareTo(minimum) >= 0,
                field,
                "BELOW_MINIMUM",
                "'stake' must be at least 'minimumStake', which is '%s'; it is '%s'."
                    .formatted(minimum, stake)));
  }

  private boolean distinct(String field, @Nullable Principal principal, Set<Principal> seen) {
    return check.principal(field, principal)
        && principal != null
        && check.that(
            seen.add(principal),
            field,
            "DUPLICATE",
            "'%s' is there twice. Name everybody once.".formatted(principal));
  }

  private boolean count(String field, String what, int count, int least, int most) {
    return check.that(
        count >= least && count <= most,
        field,
        "WRONG_SIZE",
        "There must be %d to %d %s; there are '%d'.".formatted(least, most, what, count));
  }
}
