package dev.templatedeployer.http;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Sort;
import dev.templatedeployer.query.filter.Criterion.TextLike;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.Term;
import dev.templatedeployer.query.filter.TextField;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;

/// Whose canisters somebody may see and operate: those of the deployments that they may see. A
/// canister belongs to the caller of its deployment in this, whoever owns it by its own rules.
final class CanisterOwnership {

  private final Services services;
  private final Reading reading;

  CanisterOwnership(Services services, Reading reading) {
    this.services = services;
    this.reading = reading;
  }

  /// @throws Problem if the sender may not see the canister, as if there were none
  void checkVisible(Context ctx, Principal canister) {
    if (Ownership.onlyOf(ctx).filter(own -> !isOf(ctx, own, canister)).isPresent()) {
      throw CanisterQuestions.notFound(canister);
    }
  }

  /// @throws Problem if the sender may not operate the canister; as if there were none, if they may
  ///   not see it either
  void checkOperable(Context ctx, Principal canister) {
    Requester requester = Gate.requester(ctx);
    if (requester.may(Role.OPERATOR) || isOf(ctx, requester.name(), canister)) {
      return;
    }
    if (!requester.may(Role.VIEWER) || !exists(ctx, canister)) {
      throw CanisterQuestions.notFound(canister);
    }
    throw Problem.of(
        HttpStatus.FORBIDDEN,
        "FORBIDDEN",
        "'%s' may not operate the canister '%s', which it did not deploy. Ask an operator."
            .formatted(requester.name(), canister));
  }

  private boolean isOf(Context ctx, String caller, Principal canister) {
    var filter =
        Filter.of(
            List.of(
                Term.of(TextLike.exactly(TextField.CANISTER, canister.text())),
                Term.of(TextLike.exactly(TextField.CALLER, caller))));
    return !reading
        .ask(ctx, () -> services.deployments().deployments(filter, Sort.NEWEST, Paging.first(1)))
        .items()
        .isEmpty();
  }

  private boolean exists(Context ctx, Principal canister) {
    return reading.ask(ctx, () -> services.canisters().canister(canister, _ -> true)).isPresent();
  }
}
