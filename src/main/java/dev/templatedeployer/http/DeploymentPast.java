package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.explain.Account;
import dev.templatedeployer.explain.Durations;
import dev.templatedeployer.explain.FieldChange;
import dev.templatedeployer.explain.Past;
import dev.templatedeployer.explain.RecordFields;
import dev.templatedeployer.explain.Sentence;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Placed;
import dev.templatedeployer.wire.RecordedEvent;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a deployment was like once, what changed between two moments, and why it is where it is:
/// folded from its events.
final class DeploymentPast {

  /// The most events that are folded for one answer.
  static final int MOST_EVENTS = 10_000;

  private static final Set<String> SPAN = Set.of("from", "to");

  private final DeploymentViews views;
  private final Reading reading;
  private final InstantSource clock;

  DeploymentPast(DeploymentViews views, Reading reading, InstantSource clock) {
    this.views = views;
    this.reading = reading;
    this.clock = clock;
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/deployments/{id}/why", Gate.WHO_LOOKS, this::why)
        .get("/v1/deployments/{id}/diff", Gate.WHO_LOOKS, this::diff);
  }

  /// The record of a deployment.
  ///
  /// @throws Problem if there is none that the sender may see
  DeploymentRecord record(Context ctx, DeploymentId id) {
    return reading
        .ask(ctx, () -> views.deployment(id))
        .filter(record -> Ownership.maySee(ctx, record.caller()))
        .orElseThrow(() -> DeploymentQuestions.notFound(id));
  }

  /// Asks for the record of those only who do not see all, since events are found without it.
  ///
  /// @throws Problem if the sender may not see the deployment, as if there were none
  void checkVisible(Context ctx, DeploymentId id) {
    if (Ownership.onlyOf(ctx).isPresent()) {
      record(ctx, id);
    }
  }

  /// Every event of a deployment, oldest first; empty if there are too many.
  ///
  /// @throws Problem if there is none
  Optional<List<Placed<RecordedEvent>>> allEvents(Context ctx, DeploymentId id) {
    var all = new ArrayList<Placed<RecordedEvent>>();
    @Nullable String cursor = null;
    do {
      var paging = new Paging(cursor, Paging.MOST);
      Page<Placed<RecordedEvent>> page = reading.ask(ctx, () -> views.events(id, paging));
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor != null && all.size() < MOST_EVENTS);
    if (all.isEmpty()) {
      throw DeploymentQuestions.notFound(id);
    }
    return cursor == null ? Optional.of(all) : Optional.empty();
  }

  /// Where the time of a deployment went.
  ///
  /// @param events all of its events
  ObjectNode durations(List<Placed<RecordedEvent>> events) {
    return DurationsJson.of(
        Durations.of(
            events.stream().map(placed -> placed.event().event()).toList(), clock.instant()));
  }

  /// Answers with the deployment as it was when the parameters `asOf` or `asOfVersion` say.
  void answerPast(Context ctx, DeploymentId id, Parameters parameters) {
    if (parameters.text("asOf") != null && parameters.text("asOfVersion") != null) {
      throw Parameters.wrong("'asOf' and 'asOfVersion' name two moments. Give one of them.");
    }
    List<RecordedEvent> events = bare(events(ctx, id));
    String version = parameters.text("asOfVersion");
    Moment moment =
        version == null
            ? new Moment.Time(parameters.time("asOf", clock.instant()))
            : new Moment.Version(parameters.number("asOfVersion", 0));
    Past past = moment.in(events).orElseThrow(() -> notYet(id, moment, events));
    ObjectNode json = DeploymentJson.of(past.record());
    json.put("asOf", moment.at(past).toString());
    json.put("latestVersion", events.getLast().version());
    Answers.json(ctx, json);
  }

  private List<Placed<RecordedEvent>> events(Context ctx, DeploymentId id) {
    checkVisible(ctx, id);
    return allEvents(ctx, id)
        .orElseThrow(() ->
            Problem.badRequest(
                "TOO_LONG",
                "The deployment '%s' has more than %d events, which is too long a story. Go through '/v1/deployments/%s/events' instead."
                    .formatted(id, MOST_EVENTS, id)));
  }

  private void why(Context ctx) {
    Parameters.of(ctx, Set.of());
    DeploymentId id = DeploymentQuestions.id(ctx);
    List<RecordedEvent> events = bare(events(ctx, id));
    ObjectNode json = Json.object().put("id", id.value());
    var sentences = json.putArray("sentences");
    for (Sentence sentence : Account.of(events, clock.instant())) {
      ObjectNode item = sentences.addObject().put("at", sentence.at().toString());
      if (sentence.version() != null) {
        item.put("version", sentence.version());
      }
      if (sentence.cause() != null) {
        item.set("cause", EventJson.cause(sentence.cause()));
      }
      item.put("text", sentence.text());
    }
    Answers.json(ctx, json);
  }

  private void diff(Context ctx) {
    var parameters = Parameters.of(ctx, SPAN);
    DeploymentId id = DeploymentQuestions.id(ctx);
    Moment from = parameters.value("from", Moment::parse);
    if (from == null) {
      throw Parameters.wrong(
          "'from' is missing. Give a time such as '2026-03-01T12:00:00Z', or a version such as 'v3'.");
    }
    Moment to =
        Objects.requireNonNullElse(
            parameters.value("to", Moment::parse), new Moment.Time(clock.instant()));
    List<Placed<RecordedEvent>> placed = events(ctx, id);
    List<RecordedEvent> events = bare(placed);
    Past before = from.in(events).orElseThrow(() -> notYet(id, from, events));
    Past after = to.in(events).orElseThrow(() -> notYet(id, to, events));
    if (after.record().version() < before.record().version()) {
      throw Parameters.wrong(
          "'from' is version %d and 'to' is version %d, which is earlier. Give the earlier one as 'from'."
              .formatted(before.record().version(), after.record().version()));
    }
    ObjectNode json = Json.object().put("id", id.value());
    json.set("from", end(from, before));
    json.set("to", end(to, after));
    var changes = json.putArray("changes");
    for (FieldChange change : RecordFields.changes(before.record(), after.record())) {
      ObjectNode item = changes.addObject().put("field", change.field());
      if (change.before() != null) {
        item.put("before", change.before());
      }
      if (change.after() != null) {
        item.put("after", change.after());
      }
    }
    var between = json.putArray("events");
    placed.stream()
        .filter(each -> each.event().version() > before.record().version())
        .filter(each -> each.event().version() <= after.record().version())
        .forEach(each -> between.add(EventJson.ofDeployment(each)));
    Answers.json(ctx, json);
  }

  private static ObjectNode end(Moment moment, Past past) {
    return Json.object()
        .put("asOf", moment.at(past).toString())
        .put("version", past.record().version())
        .put("status", past.record().status().name());
  }

  private static Problem notYet(DeploymentId id, Moment moment, List<RecordedEvent> events) {
    return Problem.notFound(
        switch (moment) {
          case Moment.Time(var time) ->
              "There was no deployment '%s' at %s: it was accepted at %s. Ask for a later time."
                  .formatted(id, time, events.getFirst().event().at());
          case Moment.Version(var version) ->
              "The deployment '%s' has no version %d: it was accepted at %s with version 1, and has come to version %d."
                  .formatted(
                      id, version, events.getFirst().event().at(), events.getLast().version());
        });
  }

  private static List<RecordedEvent> bare(List<Placed<RecordedEvent>> events) {
    return events.stream().map(Placed::event).toList();
  }

  /// A point in the history of a deployment, as it is asked for.
  private sealed interface Moment {

    /// At a time.
    record Time(Instant time) implements Moment {}

    /// After an event.
    record Version(long version) implements Moment {}

    /// The moment that a text such as `v3` or `2026-03-01T12:00:00Z` names.
    ///
    /// @throws IllegalArgumentException with a sentence, if it names none
    static Moment parse(String text) {
      if (text.matches("v\\d{1,9}")) {
        return new Version(Long.parseLong(text.substring(1)));
      }
      try {
        return new Time(OffsetDateTime.parse(text).toInstant());
      } catch (DateTimeException _) {
        throw new IllegalArgumentException(
            "'%s' is no moment. Give a time such as '2026-03-01T12:00:00Z', or a version such as 'v3'."
                .formatted(text.length() <= 64 ? text : text.substring(0, 64) + "…"));
      }
    }

    /// The deployment at this moment, or empty if there was none.
    default Optional<Past> in(List<RecordedEvent> events) {
      return switch (this) {
        case Time(var time) -> Past.at(events, time);
        case Version(var version) -> Past.at(events, version);
      };
    }

    /// The time of this moment: that of the event, if it is named by its version.
    default Instant at(Past past) {
      return switch (this) {
        case Time(var time) -> time;
        case Version _ -> past.since();
      };
    }
  }
}
