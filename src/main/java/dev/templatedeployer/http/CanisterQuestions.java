package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.CanisterFilter;
import dev.templatedeployer.query.CanisterSummary;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Placed;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `GET /v1/canisters…`: what is known of canisters.
final class CanisterQuestions {

  private static final Set<String> FILTERS =
      Set.of("template", "owner", "status", "limit", "cursor");
  private static final Set<String> PAGING = Set.of("limit", "cursor");
  private static final Set<String> AT = Set.of("at");

  private final Services services;
  private final Reading reading;
  private final CanisterAnswers answers;
  private final CanisterOwnership ownership;

  CanisterQuestions(Services services, Reading reading, CanisterOwnership ownership) {
    this.services = services;
    this.reading = reading;
    this.ownership = ownership;
    this.answers = new CanisterAnswers(services.kinds());
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/canisters", Gate.WHO_LOOKS, this::list)
        .get("/v1/canisters/{id}", Gate.WHO_LOOKS, this::one)
        .get("/v1/canisters/{id}/events", Gate.WHO_LOOKS, this::events)
        .get("/v1/canisters/{id}/views/{view}", Gate.WHO_LOOKS, this::view);
  }

  /// The problem that there is no canister `id`.
  static Problem notFound(Principal id) {
    return Problem.notFound(
        "There is no canister '%s'. Check the id; it comes with the outcome of its deployment."
            .formatted(id.text().length() > Principal.MAX_LENGTH ? "…" : id.text()));
  }

  private void list(Context ctx) {
    var parameters = Parameters.of(ctx, FILTERS);
    var filter =
        new CanisterFilter(
            parameters.text("template"),
            parameters.value("owner", Principal::new),
            parameters.value("status", status -> status.toUpperCase(Locale.ROOT)),
            Ownership.onlyOf(ctx).orElse(null));
    Page<CanisterSummary> page =
        reading.page(ctx, parameters, paging -> services.canisters().canisters(filter, paging));
    Answers.page(ctx, page, CanisterAnswers::summary);
  }

  private void one(Context ctx) {
    Parameters.of(ctx, Set.of());
    var id = new Principal(ctx.pathParam("id"));
    ownership.checkVisible(ctx, id);
    Instant now = services.clock().instant();
    ObjectNode json =
        reading
            .ask(
                ctx,
                () ->
                    services
                        .canisters()
                        .canister(
                            id,
                            canister -> {
                              ObjectNode whole = CanisterAnswers.summary(canister.summary());
                              whole.set(
                                  "summary",
                                  answers.view(canister, CanisterRules.SUMMARY, now, Map.of()));
                              return whole;
                            }))
            .orElseThrow(() -> notFound(id));
    Answers.json(ctx, json);
  }

  private void view(Context ctx) {
    var parameters = Parameters.of(ctx);
    var id = new Principal(ctx.pathParam("id"));
    Instant at = parameters.time("at", services.clock().instant());
    ownership.checkVisible(ctx, id);
    Answers.json(
        ctx,
        reading
            .ask(
                ctx,
                () ->
                    services
                        .canisters()
                        .canister(
                            id,
                            canister ->
                                answers.view(
                                    canister, ctx.pathParam("view"), at, parameters.without(AT))))
            .orElseThrow(() -> notFound(id)));
  }

  private void events(Context ctx) {
    var parameters = Parameters.of(ctx, PAGING);
    var id = new Principal(ctx.pathParam("id"));
    ownership.checkVisible(ctx, id);
    Page<Placed<RecordedCanisterEvent>> page =
        reading.page(
            ctx, parameters, Paging.MOST, paging -> services.canisters().events(id, paging));
    if (page.items().isEmpty() && parameters.text("cursor") == null) {
      throw notFound(id);
    }
    Answers.page(ctx, page, EventJson::ofCanister);
  }
}
