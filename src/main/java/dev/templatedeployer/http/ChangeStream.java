package dev.templatedeployer.http;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.http.Standing.Judgement;
import dev.templatedeployer.query.Change;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.query.Following;
import dev.templatedeployer.query.Position;
import dev.templatedeployer.query.filter.Filter;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `GET /v1/stream`: the changes of deployments, as Server-Sent Events.
///
/// Each event `deployment` is a deployment as it is now. The id of an event is a position; a client
/// that comes back with it as `Last-Event-ID` gets whatever changed since, each deployment once. If
/// that is too long ago, or too much, it gets one event `reset`: what it knows is to be loaded
/// anew.
///
/// The right to follow is judged anew with every heartbeat. When it is over, as when a token has
/// come to its end, an event `end` says why, and the stream ends. So it does for a client that
/// reads too slowly.
final class ChangeStream {

  /// The most who may follow at once, in one process.
  static final int MOST_FOLLOWERS = 100;

  /// The most streams of one sender.
  static final int MOST_OF_ONE = 20;

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final String TOO_SLOW =
      "The stream was read too slowly, and no more could be kept for it. Come back with the id of the last event as 'Last-Event-ID': what was missed comes first.";

  /// Deployments that are looked up at once for who comes back.
  private static final int BATCH = 100;

  private final Services services;
  private final StopSign stopSign;
  private final Duration heartbeat;
  private final Places places = new Places(MOST_FOLLOWERS, MOST_OF_ONE);

  ChangeStream(Services services, Limits limits, StopSign stopSign) {
    this.services = services;
    this.stopSign = stopSign;
    Duration beforeIdle = limits.idle().dividedBy(2);
    this.heartbeat = beforeIdle.compareTo(HEARTBEAT) < 0 ? beforeIdle : HEARTBEAT;
  }

  void addTo(Routes routes) {
    routes.get("/v1/stream", Gate.WHO_LOOKS, this::stream);
  }

  private void stream(Context ctx) {
    Filter wanted = StreamFilter.of(ctx, services.clock().instant());
    Position since = since(ctx);
    if (ctx.method().equals(HandlerType.HEAD)) {
      EventStream.headers(ctx);
      return;
    }
    String sender = Gate.sender(ctx);
    take(sender);
    try (Following following = services.changes().follow(since)) {
      if (following.isOver()) {
        throw Problem.unavailable(
            "STOPPING", "The read model has stopped. Come back in a moment, or look at '/readyz'.");
      }
      follow(ctx, following, wanted);
    } finally {
      places.leave(sender);
    }
  }

  private void take(String sender) {
    switch (places.take(sender)) {
      case TAKEN -> {}
      case SHARE_IS_TAKEN ->
          throw Problem.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "TOO_MANY_STREAMS",
                  "You follow %d times already. Close a stream that nobody reads."
                      .formatted(MOST_OF_ONE))
              .after(RETRY);
      case ALL_ARE_TAKEN ->
          throw Problem.unavailable(
              "TOO_MANY_STREAMS",
              "%d clients follow already. Close a stream that nobody reads, or come back in a moment."
                  .formatted(MOST_FOLLOWERS));
    }
  }

  private void follow(Context ctx, Following following, Filter wanted) {
    Runnable stop = following::close;
    stopSign.tell(stop);
    try {
      EventStream stream = EventStream.begin(ctx);
      stream.retryAfter(RETRY);
      sendMissed(stream, following.start(), Ownership.within(ctx, wanted));
      following.caughtUp();
      sendChanges(stream, following, Gate.standing(ctx), wanted);
    } catch (IOException _) {
      // the one who followed has gone, or takes nothing any more
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the server stops
    } finally {
      stopSign.forget(stop);
    }
  }

  private void sendMissed(EventStream stream, Following.Start start, Filter wanted)
      throws IOException {
    String id = start.position().toString();
    if (!start.isComplete()) {
      stream.event(
          "reset",
          Json.object()
              .put(
                  "detail",
                  "What happened since '%s' is not remembered any more, or is too much. Load what you show anew; from here on nothing is left out."
                      .formatted(LAST_EVENT_ID)),
          id);
    }
    List<DeploymentId> missed = start.missed();
    for (int from = 0; from < missed.size(); from += BATCH) {
      List<DeploymentId> batch = missed.subList(from, Math.min(from + BATCH, missed.size()));
      for (DeploymentRecord record : services.deployments().deployments(batch).value()) {
        DeploymentSummary summary = DeploymentSummary.of(record);
        if (wanted.matches(summary)) {
          stream.event("deployment", DeploymentJson.of(summary), null);
        }
      }
    }
    stream.heartbeat(id);
  }

  private void sendChanges(
      EventStream stream, Following following, Standing standing, Filter wanted)
      throws IOException, InterruptedException {
    Position reached = following.start().position();
    Filter seen = wanted;
    long judgeAt = System.nanoTime();
    while (!following.isOver()) {
      if (System.nanoTime() - judgeAt >= 0) {
        switch (standing.now()) {
          case Judgement.Holds(var requester) -> seen = Ownership.within(requester, wanted);
          case Judgement.Over(var sentence) -> {
            stream.event("end", Json.object().put("detail", sentence), null);
            stream.flush();
            return;
          }
        }
        judgeAt = System.nanoTime() + heartbeat.toNanos();
      }
      Optional<Change> change = following.next(heartbeat);
      if (change.isEmpty()) {
        if (!following.isOver()) {
          stream.heartbeat(reached.toString());
        }
      } else {
        reached = change.get().position();
        send(stream, change.get(), seen);
      }
    }
    if (following.isLeftBehind()) {
      stream.event("end", Json.object().put("detail", TOO_SLOW), null);
      stream.flush();
    }
  }

  /// Only the last event of a change has its id, so that who is cut off before gets all of it
  /// again.
  private static void send(EventStream stream, Change change, Filter wanted) throws IOException {
    List<DeploymentSummary> seen = change.deployments().stream().filter(wanted::matches).toList();
    for (int i = 0; i < seen.size(); i++) {
      boolean isLast = i == seen.size() - 1;
      stream.event(
          "deployment",
          DeploymentJson.of(seen.get(i)),
          isLast ? change.position().toString() : null);
    }
    if (!seen.isEmpty()) {
      stream.flush();
    }
  }

  private static @Nullable Position since(Context ctx) {
    String id = ctx.header(LAST_EVENT_ID);
    if (id == null || id.isEmpty()) {
      return null;
    }
    return Position.parse(id)
        .orElseThrow(() ->
            Problem.badRequest(
                "INVALID_HEADER",
                "'Last-Event-ID' is no id of this stream. Pass on the id of an event unchanged, or leave it out."));
  }
}
