package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.backlog.Backlog;
import dev.templatedeployer.backlog.Backlogs;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.query.StatisticsViews;
import dev.templatedeployer.query.TemplateStatistics;
import dev.templatedeployer.query.TimeSteps;
import dev.templatedeployer.query.UnanswerableQuestion;
import dev.templatedeployer.settings.Notations;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `GET /v1/statistics`: how the deployments of each template go, step by step, and what waits.
final class StatisticsQuestions {

  private static final Set<String> PARAMETERS = Set.of("since", "step", "template");
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final StatisticsViews views;
  private final Backlogs backlogs;
  private final Supplier<List<OfferedTemplate>> templates;
  private final Reading reading;
  private final InstantSource clock;

  StatisticsQuestions(Services services, Reading reading) {
    this.views = services.statistics();
    this.backlogs = services.backlogs();
    this.templates = services.templates();
    this.reading = reading;
    this.clock = services.clock();
  }

  void addTo(Routes routes) {
    routes.get("/v1/statistics", Role.VIEWER, this::show);
  }

  private void show(Context ctx) {
    var parameters = Parameters.of(ctx, PARAMETERS);
    @Nullable TemplateName only = parameters.value("template", TemplateName::new);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    TimeSteps steps = steps(parameters, now);
    List<TemplateStatistics> found = reading.ask(ctx, () -> views.statistics(steps, only));
    Backlog backlog = backlogs.now();

    Map<String, OfferedTemplate> offered =
        templates.get().stream()
            .collect(Collectors.toMap(OfferedTemplate::name, Function.identity()));
    Map<String, TemplateStatistics> byName =
        found.stream().collect(Collectors.toMap(s -> s.template().value(), Function.identity()));
    var names = new TreeSet<>(byName.keySet());
    names.addAll(offered.keySet());
    if (only != null) {
      refuseUnknown(only, names);
      names.retainAll(Set.of(only.value()));
    }

    ObjectNode json = Json.object();
    DeploymentJson.putTime(json, "from", steps.from());
    DeploymentJson.putTime(json, "to", steps.to());
    json.put("stepSeconds", steps.step().toSeconds());
    putBacklog(json, backlog);
    var items = json.putArray("templates");
    for (String name : names) {
      items.add(StatisticsJson.of(name, byName.get(name), offered.get(name), backlog, now));
    }
    Answers.json(ctx, json);
  }

  private static TimeSteps steps(Parameters parameters, Instant now) {
    @Nullable Duration since = parameters.value("since", text -> duration("since", text));
    @Nullable Duration step = parameters.value("step", text -> duration("step", text));
    try {
      return TimeSteps.until(now, since == null ? AN_HOUR : since, step);
    } catch (UnanswerableQuestion e) {
      throw Parameters.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Duration duration(String parameter, String text) {
    return Notations.positiveDuration()
        .reader()
        .apply(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' has to be a duration, such as '30m', '1h' or '7d'.".formatted(parameter)));
  }

  private static void refuseUnknown(TemplateName only, Set<String> names) {
    if (!names.contains(only.value())) {
      throw Problem.notFound(
          "There is no template of that name. There are: %s.".formatted(String.join(", ", names)));
    }
  }

  private static void putBacklog(ObjectNode json, Backlog backlog) {
    switch (backlog) {
      case Backlog.Known(var at, _) -> DeploymentJson.putTime(json, "backlogAt", at);
      case Backlog.Unknown(var sentence) -> json.put("backlogProblem", sentence);
    }
  }
}
