package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.template.Violation;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an action has to keep to: when it is proposed, and again when it is executed.
final class ActionRules {

  private static final int LONGEST_METHOD = 100;
  private static final int LONGEST_ARGUMENT = 4_000;

  private final ConfigCheck check = new ConfigCheck();
  private final Action action;

  private ActionRules(Action action) {
    this.action = action;
  }

  /// Everything that is wrong with `action` in itself and as a proposal to `dao` as it stands.
  static List<Violation> check(Action action, Dao dao) {
    var rules = new ActionRules(action);
    if (rules.check.present("/kind", action.kind())) {
      rules.nothingSuperfluous();
      rules.ofKind(dao);
    }
    return rules.check.violations();
  }

  /// Why `action` cannot be done in `dao` as it stands, in a sentence; empty if it can be.
  static Optional<String> hindrance(Action action, Dao dao) {
    return switch (action.kind()) {
      case MOTION, MINT, CALL -> Optional.empty();
      case TRANSFER, BURN -> tooLittle(action.amount(), dao);
      case PARAMS, RAISE_LEVEL -> inASentence(check(action, dao));
    };
  }

  /// All that was found as one text; empty if nothing was.
  static Optional<String> inASentence(List<Violation> violations) {
    return violations.isEmpty()
        ? Optional.empty()
        : Optional.of(violations.stream().map(Violation::message).collect(Collectors.joining(" ")));
  }

  private static Optional<String> tooLittle(@Nullable BigInteger amount, Dao dao) {
    BigInteger balance = dao.treasury().balance();
    return amount != null && amount.compareTo(balance) > 0
        ? Optional.of("The treasury has '%s' and not '%s'.".formatted(balance, amount))
        : Optional.empty();
  }

  private void nothingSuperfluous() {
    Set<String> meant =
        switch (action.kind()) {
          case MOTION -> Set.of();
          case PARAMS -> Set.of("params");
          case RAISE_LEVEL -> Set.of("level");
          case TRANSFER, MINT -> Set.of("to", "amount");
          case BURN -> Set.of("amount");
          case CALL -> Set.of("call");
        };
    superfluous("to", action.to(), meant);
    superfluous("amount", action.amount(), meant);
    superfluous("params", action.params(), meant);
    superfluous("level", action.level(), meant);
    superfluous("call", action.call(), meant);
  }

  private void superfluous(String name, @Nullable Object value, Set<String> meant) {
    check.that(
        value == null || meant.contains(name),
        "/" + name,
        "SUPERFLUOUS",
        "'%s' has no meaning in an action of the kind %s. Leave it out, or choose another kind."
            .formatted(name, action.kind()));
  }

  private void ofKind(Dao dao) {
    switch (action.kind()) {
      case MOTION -> {}
      case PARAMS -> params(dao);
      case RAISE_LEVEL -> level(dao);
      case TRANSFER -> {
        check.principal("/to", action.to());
        check.amount("/amount", action.amount());
      }
      case MINT -> {
        if (action.to() != null) {
          check.principal("/to", action.to());
        }
        check.amount("/amount", action.amount());
      }
      case BURN -> check.amount("/amount", action.amount());
      case CALL -> call(action.call());
    }
  }

  private void params(Dao dao) {
    ParamsChange change = action.params();
    if (!check.present("/params", change) || change == null) {
      return;
    }
    check.that(
        !change.isEmpty(),
        "/params",
        "NOTHING_CHANGED",
        "params names no parameter. Name at least one that is to change.");
    ParamsRules.check(
        check,
        "/params",
        change.applyTo(dao.params()),
        dao.charter().votingPowerModel(),
        dao.charter().lockTiers());
  }

  private void level(Dao dao) {
    GovernanceLevel level = action.level();
    if (check.present("/level", level) && level != null) {
      check.that(
          level.compareTo(dao.governanceLevel()) > 0,
          "/level",
          "NOT_HIGHER",
          "A governance level is only ever raised: the DAO is %s, and level is '%s'."
              .formatted(dao.governanceLevel(), level));
    }
  }

  private void call(Action.@Nullable Call call) {
    if (!check.present("/call", call) || call == null) {
      return;
    }
    check.principal("/call/canisterId", call.canisterId());
    check.text("/call/method", call.method(), 1, LONGEST_METHOD);
    if (check.present("/call/argument", call.argument())) {
      check.that(
          call.argument().length() <= LONGEST_ARGUMENT,
          "/call/argument",
          "TOO_LONG",
          "'argument' must have at most %d characters; it has '%d'."
              .formatted(LONGEST_ARGUMENT, call.argument().length()));
    }
  }
}
