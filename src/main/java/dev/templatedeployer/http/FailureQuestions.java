package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.query.FailureGroup;
import dev.templatedeployer.query.FailureGroups;
import dev.templatedeployer.query.FailureViews;
import dev.templatedeployer.query.filter.Filter;
import io.javalin.http.Context;
import java.util.Set;

/// `GET /v1/failures`: deployments that have failed, grouped by why.
final class FailureQuestions {

  private static final Set<String> PARAMETERS = Set.of("filter", "limit", "cursor");

  private final FailureViews views;
  private final Reading reading;
  private final FilterParameters filters;

  FailureQuestions(FailureViews views, Reading reading, FilterParameters filters) {
    this.views = views;
    this.reading = reading;
    this.filters = filters;
  }

  void addTo(Routes routes) {
    routes.get("/v1/failures", Gate.WHO_LOOKS, this::list);
  }

  private void list(Context ctx) {
    var parameters = Parameters.of(ctx, PARAMETERS);
    Filter filter = Ownership.within(ctx, filters.text(parameters));
    FailureGroups groups =
        reading.part(
            ctx, parameters, paging -> views.failures(filter, paging), FailureGroups::page);
    ObjectNode json = Answers.page(groups.page(), FailureQuestions::json);
    Answers.json(ctx, json.put("complete", groups.isComplete()));
  }

  private static ObjectNode json(FailureGroup group) {
    ObjectNode json =
        Json.object()
            .put("fingerprint", group.fingerprint())
            .put("code", group.code())
            .put("pattern", group.pattern())
            .put("count", group.deployments());
    DeploymentJson.putTime(json, "firstSeen", group.firstSeen());
    DeploymentJson.putTime(json, "lastSeen", group.lastSeen());
    var templates = json.putArray("templates");
    group.templates().forEach(template -> templates.add(template.value()));
    json.putObject("sample")
        .put("id", group.sampleId().value())
        .put("message", group.sampleMessage());
    return json.put("filter", group.filter());
  }
}
