package dev.templatedeployer.http;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Placed;
import dev.templatedeployer.query.Sort;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.wire.RecordedEvent;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/deployments…`: what is known of deployments.
final class DeploymentQuestions {

  private static final Set<String> FILTERS =
      Set.of("filter", "sort", "status", "template", "owner", "caller", "label", "limit", "cursor");
  private static final Set<String> MOMENT = Set.of("asOf", "asOfVersion");
  private static final Set<String> PAGING = Set.of("limit", "cursor");

  private final DeploymentViews views;
  private final Reading reading;
  private final FilterParameters filters;
  private final DeploymentPast past;

  DeploymentQuestions(
      DeploymentViews views, Reading reading, FilterParameters filters, DeploymentPast past) {
    this.views = views;
    this.reading = reading;
    this.filters = filters;
    this.past = past;
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/deployments", Gate.WHO_LOOKS, this::list)
        .get("/v1/deployments/{id}", Gate.WHO_LOOKS, this::one)
        .get("/v1/deployments/{id}/events", Gate.WHO_LOOKS, this::events);
  }

  /// The id in the path of a request.
  ///
  /// @throws Problem if it is none
  static DeploymentId id(Context ctx) {
    try {
      return new DeploymentId(ctx.pathParam("id"));
    } catch (IllegalArgumentException e) {
      throw Problem.notFound(String.valueOf(e.getMessage()));
    }
  }

  /// The record of a deployment.
  ///
  /// @throws Problem if there is none that the sender may see
  DeploymentRecord deployment(Context ctx, DeploymentId id) {
    return past.record(ctx, id);
  }

  /// Answers with a deployment.
  static void answer(Context ctx, DeploymentRecord record) {
    ctx.header("ETag", EntityTags.of(record.version()));
    Answers.json(ctx, DeploymentJson.of(record));
  }

  private void one(Context ctx) {
    var parameters = Parameters.of(ctx, MOMENT);
    if (parameters.text("asOf") != null || parameters.text("asOfVersion") != null) {
      past.answerPast(ctx, id(ctx), parameters);
      return;
    }
    DeploymentRecord record = deployment(ctx, id(ctx));
    String known = ctx.header("If-None-Match");
    if (known != null && EntityTags.contains(known, record.version())) {
      ctx.status(HttpStatus.NOT_MODIFIED).header("ETag", EntityTags.of(record.version()));
    } else {
      answer(ctx, record);
    }
  }

  private void list(Context ctx) {
    var parameters = Parameters.of(ctx, FILTERS);
    Filter filter = Ownership.within(ctx, filters.filter(parameters));
    Page<DeploymentSummary> page =
        reading.page(
            ctx, parameters, paging -> views.deployments(filter, sort(parameters), paging));
    Answers.page(ctx, page, DeploymentJson::of);
  }

  private void events(Context ctx) {
    var parameters = Parameters.of(ctx, PAGING);
    DeploymentId id = id(ctx);
    past.checkVisible(ctx, id);
    Page<Placed<RecordedEvent>> page =
        reading.page(ctx, parameters, Paging.MOST, paging -> views.events(id, paging));
    if (page.items().isEmpty() && parameters.text("cursor") == null) {
      throw notFound(id);
    }
    var json = Answers.page(page, EventJson::ofDeployment);
    Optional<List<Placed<RecordedEvent>>> all =
        page.next() == null && parameters.text("cursor") == null
            ? Optional.of(page.items())
            : past.allEvents(ctx, id);
    all.ifPresent(events -> json.set("durations", past.durations(events)));
    Answers.json(ctx, json);
  }

  private static Sort sort(Parameters parameters) {
    String text = parameters.text("sort");
    return text == null ? Sort.NEWEST : Sort.parse(text);
  }

  /// The problem that there is no deployment `id`.
  static Problem notFound(DeploymentId id) {
    return Problem.notFound(
        "There is no deployment '%s'. Check the id, or send a deploy command first.".formatted(id));
  }
}
