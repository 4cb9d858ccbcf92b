package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.query.Place;
import dev.templatedeployer.query.Placed;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.RecordedEvent.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Events as JSON: what happened, when, where it stands in the log, and what brought it about.
final class EventJson {

  private EventJson() {}

  /// An event of a deployment. The config is not in it.
  static ObjectNode ofDeployment(Placed<RecordedEvent> placed) {
    RecordedEvent recorded = placed.event();
    DeploymentEvent event = recorded.event();
    ObjectNode json =
        head(recorded.version(), typeOf(event), event.at(), placed.place(), recorded.cause());
    json.set("data", data(event));
    return json;
  }

  /// An event of a canister.
  static ObjectNode ofCanister(Placed<RecordedCanisterEvent> placed) {
    RecordedCanisterEvent event = placed.event();
    ObjectNode json =
        head(event.version(), event.type(), event.at(), placed.place(), event.cause());
    if (event.by() != null) {
      json.put("by", event.by().text());
    }
    json.set("data", Json.kept(event.payload().utf8()));
    return json;
  }

  private static ObjectNode head(long version, String type, Instant at, Place place, Cause cause) {
    ObjectNode json =
        Json.object()
            .put("version", version)
            .put("type", type)
            .put("at", at.toString())
            .put("position", place.partition().partition() + ":" + place.offset());
    json.set("cause", cause(cause));
    return json;
  }

  /// The record that brought it about, or the word `time`.
  static JsonNode cause(Cause cause) {
    if (cause.topic() == null) {
      return TextNode.valueOf("time");
    }
    ObjectNode json =
        Json.object()
            .put("topic", cause.topic())
            .put("partition", cause.partition())
            .put("offset", cause.offset());
    return cause.commandId() == null ? json : json.put("commandId", cause.commandId());
  }

  /// The outside name of an event. Kept for life.
  private static String typeOf(DeploymentEvent event) {
    return switch (event) {
      case DeploymentEvent.Requested _ -> "Requested";
      case DeploymentEvent.Dispatched _ -> "Dispatched";
      case DeploymentEvent.Started _ -> "Started";
      case DeploymentEvent.Redriven _ -> "Redriven";
      case DeploymentEvent.AttemptFailed _ -> "AttemptFailed";
      case DeploymentEvent.Completed _ -> "Completed";
      case DeploymentEvent.Failed _ -> "Failed";
      case DeploymentEvent.Retried _ -> "Retried";
      case DeploymentEvent.CancelRequested _ -> "CancelRequested";
      case DeploymentEvent.Cancelled _ -> "Cancelled";
    };
  }

  private static ObjectNode data(DeploymentEvent event) {
    return switch (event) {
      case DeploymentEvent.Requested requested -> requested(requested);
      case DeploymentEvent.Dispatched e -> start(e.token());
      case DeploymentEvent.Started e -> {
        ObjectNode json = start(e.token()).put("executor", e.executor());
        DeploymentJson.putTime(json, "startedAt", e.startedAt());
        yield json;
      }
      case DeploymentEvent.Redriven e -> {
        ObjectNode json = start(e.token());
        DeploymentJson.putTime(json, "lastSeenAt", e.lastSeenAt());
        yield json;
      }
      case DeploymentEvent.AttemptFailed e -> {
        ObjectNode json = ended(e.token(), e.failure(), e.startedAt(), e.endedAt());
        DeploymentJson.putTime(json, "nextAttemptAt", e.nextAttemptAt());
        yield json;
      }
      case DeploymentEvent.Completed e -> {
        ObjectNode json = ended(e.token(), null, e.startedAt(), e.endedAt());
        json.set("details", DeploymentJson.texts(e.details()));
        yield json;
      }
      case DeploymentEvent.Failed e -> ended(e.token(), e.failure(), e.startedAt(), e.endedAt());
      case DeploymentEvent.Retried e -> asked(start(e.token()), e.caller(), e.reason());
      case DeploymentEvent.CancelRequested e -> asked(Json.object(), e.caller(), e.reason());
      case DeploymentEvent.Cancelled e -> asked(start(e.token()), e.caller(), e.reason());
    };
  }

  private static ObjectNode requested(DeploymentEvent.Requested e) {
    ObjectNode json =
        Json.object()
            .put("template", e.request().template().value())
            .put("templateVersion", e.terms().templateVersion())
            .put("owner", e.request().owner().text())
            .put("caller", e.caller());
    json.set("labels", DeploymentJson.texts(e.request().labels()));
    json.put("configDigest", e.request().config().digest());
    DeploymentJson.putTime(json, "startAt", e.startAt());
    DeploymentJson.putTime(json, "deadline", e.request().deadline());
    return json;
  }

  private static ObjectNode start(Token token) {
    ObjectNode json = Json.object();
    DeploymentJson.putToken(json, token);
    return json;
  }

  private static ObjectNode ended(
      Token token, @Nullable Failure failure, @Nullable Instant startedAt, Instant endedAt) {
    ObjectNode json = start(token);
    if (failure != null) {
      json.set("failure", DeploymentJson.of(failure));
    }
    DeploymentJson.putTime(json, "startedAt", startedAt);
    DeploymentJson.putTime(json, "endedAt", endedAt);
    return json;
  }

  private static ObjectNode asked(ObjectNode json, String caller, String reason) {
    return json.put("caller", caller).put("reason", reason);
  }
}
