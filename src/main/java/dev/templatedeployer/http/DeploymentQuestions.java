package dev.templatedeployer.http;

import dev.templatedeployer.access.Role;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.DeploymentFilter;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Placed;
import dev.templatedeployer.wire.RecordedEvent;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `GET /v1/deployments…`: what is known of deployments.
final class DeploymentQuestions {

  private static final Set<String> FILTERS =
      Set.of("status", "template", "owner", "caller", "label", "limit", "cursor");
  private static final Set<String> PAGING = Set.of("limit", "cursor");

  private final DeploymentViews views;
  private final Reading reading;

  DeploymentQuestions(DeploymentViews views, Reading reading) {
    this.views = views;
    this.reading = reading;
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/deployments", Role.VIEWER, this::list)
        .get("/v1/deployments/{id}", Role.VIEWER, this::one)
        .get("/v1/deployments/{id}/events", Role.VIEWER, this::events);
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
  /// @throws Problem if there is none
  DeploymentRecord deployment(Context ctx, DeploymentId id) {
    return reading.ask(ctx, () -> views.deployment(id)).orElseThrow(() -> notFound(id));
  }

  /// Answers with a deployment.
  static void answer(Context ctx, DeploymentRecord record) {
    ctx.header("ETag", EntityTags.of(record.version()));
    Answers.json(ctx, DeploymentJson.of(record));
  }

  private void one(Context ctx) {
    Parameters.of(ctx, Set.of());
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
    DeploymentFilter filter = filter(parameters);
    Page<DeploymentSummary> page =
        reading.page(ctx, parameters, paging -> views.deployments(filter, paging));
    Answers.page(ctx, page, DeploymentJson::of);
  }

  private void events(Context ctx) {
    var parameters = Parameters.of(ctx, PAGING);
    DeploymentId id = id(ctx);
    Page<Placed<RecordedEvent>> page =
        reading.page(ctx, parameters, Paging.MOST, paging -> views.events(id, paging));
    if (page.items().isEmpty() && parameters.text("cursor") == null) {
      throw notFound(id);
    }
    Answers.page(ctx, page, EventJson::ofDeployment);
  }

  private static DeploymentFilter filter(Parameters parameters) {
    return new DeploymentFilter(
        parameters.value("status", DeploymentQuestions::status),
        parameters.value("template", TemplateName::new),
        parameters.value("owner", Principal::new),
        parameters.text("caller"),
        labels(parameters));
  }

  private static Status status(String word) {
    return Arrays.stream(Status.values())
        .filter(status -> status.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            Parameters.wrong(
                "'status' has to be one of %s.".formatted(Arrays.toString(Status.values()))));
  }

  private static Map<String, String> labels(Parameters parameters) {
    var labels = new LinkedHashMap<String, String>();
    for (String label : parameters.all("label")) {
      int end = label.indexOf('=');
      if (end < 1) {
        throw Parameters.wrong("'label' has to be a key and a value, such as 'team=blue'.");
      }
      labels.put(label.substring(0, end), label.substring(end + 1));
    }
    return labels;
  }

  private static Problem notFound(DeploymentId id) {
    return Problem.notFound(
        "There is no deployment '%s'. Check the id, or send a deploy command first.".formatted(id));
  }
}
