package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.replay.ItemStatus;
import dev.templatedeployer.replay.Replay;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.replay.driving.LogTrouble;
import dev.templatedeployer.replay.driving.ReplayDesk;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `GET /v1/replays…`: what is known of bulk replays.
final class ReplayQuestions {

  private static final Set<String> PAGING = Set.of("limit", "cursor");
  private static final Set<String> ITEMS = Set.of("limit", "cursor", "result");
  private static final int USUAL_LIMIT = 50;

  private final ReplayDesk desk;
  private final InstantSource clock;

  ReplayQuestions(Services services) {
    this.desk = services.replays();
    this.clock = services.clock();
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/replays", Role.VIEWER, this::list)
        .get("/v1/replays/{id}", Role.VIEWER, this::one)
        .get("/v1/replays/{id}/items", Role.VIEWER, this::items)
        .get("/v1/replays/{id}/receipt", Role.VIEWER, this::receipt);
  }

  /// The id in the path of a request.
  ///
  /// @throws Problem if it is none
  static ReplayId id(Context ctx) {
    try {
      return new ReplayId(ctx.pathParam("id"));
    } catch (IllegalArgumentException e) {
      throw Problem.notFound(String.valueOf(e.getMessage()));
    }
  }

  /// What to answer while the log of the replays is out of reach.
  static Problem problem(LogTrouble trouble) {
    return Problem.unavailable("REPLAYS_OUT_OF_REACH", String.valueOf(trouble.getMessage()));
  }

  private void one(Context ctx) {
    Parameters.of(ctx, Set.of());
    Answers.json(ctx, ReplayJson.of(replay(ctx), now()));
  }

  private void list(Context ctx) {
    var parameters = Parameters.of(ctx, PAGING);
    int limit = limit(parameters);
    List<Replay> all = all();
    int from = 0;
    String cursor = parameters.text("cursor");
    if (cursor != null) {
      List<String> ids = all.stream().map(replay -> replay.id().value()).toList();
      from = ids.indexOf(cursor) + 1;
      if (from == 0) {
        throw Parameters.wrong("'cursor' is none that a list gave out. Begin without one.");
      }
    }
    List<Replay> page = all.subList(from, Math.min(all.size(), from + limit));
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    page.forEach(replay -> items.add(ReplayJson.summary(replay, now())));
    if (from + page.size() < all.size()) {
      json.put("next", page.getLast().id().value());
    }
    Answers.json(ctx, json);
  }

  private void items(Context ctx) {
    var parameters = Parameters.of(ctx, ITEMS);
    int limit = limit(parameters);
    ItemStatus wanted = parameters.value("result", ReplayQuestions::status);
    Replay replay = replay(ctx);
    int number = parameters.number("cursor", 0) + 1;
    if (number < 1) {
      throw Parameters.wrong("'cursor' is none that a list gave out. Begin without one.");
    }
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    for (; number <= replay.count() && items.size() < limit; number++) {
      if (isWanted(replay, number, wanted)) {
        items.add(ReplayJson.item(replay, number));
      }
    }
    if (number <= replay.count()) {
      json.put("next", Integer.toString(number - 1));
    }
    Answers.json(ctx, json);
  }

  private static boolean isWanted(Replay replay, int number, @Nullable ItemStatus wanted) {
    return wanted == null || replay.status(number) == wanted;
  }

  private void receipt(Context ctx) {
    var parameters = Parameters.of(ctx, Set.of("format"));
    boolean isCsv = ReplayReceipt.isCsvWanted(ctx, parameters);
    Replay replay = replay(ctx);
    if (isCsv) {
      ReplayReceipt.csv(ctx, replay);
    } else {
      ReplayReceipt.json(ctx, replay, now());
    }
  }

  private static int limit(Parameters parameters) {
    int limit = parameters.number("limit", USUAL_LIMIT);
    if (limit < 1 || limit > Paging.MOST) {
      throw Parameters.wrong(
          "A page has from 1 to %d items, and %d were asked for.".formatted(Paging.MOST, limit));
    }
    return limit;
  }

  private static ItemStatus status(String word) {
    return Arrays.stream(ItemStatus.values())
        .filter(status -> status.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'result' has to be one of %s."
                    .formatted(
                        String.join(
                            ", ",
                            Arrays.stream(ItemStatus.values()).map(ItemStatus::name).toList()))));
  }

  private Replay replay(Context ctx) {
    ReplayId id = id(ctx);
    try {
      Optional<Replay> found = desk.find(id);
      return found.orElseThrow(() ->
          Problem.notFound(
              "There is no replay '%s'. List them with 'GET /v1/replays'.".formatted(id)));
    } catch (LogTrouble e) {
      throw problem(e);
    } catch (InterruptedException _) {
      throw Interruptions.stopping();
    }
  }

  private List<Replay> all() {
    try {
      return desk.all();
    } catch (LogTrouble e) {
      throw problem(e);
    } catch (InterruptedException _) {
      throw Interruptions.stopping();
    }
  }

  private Instant now() {
    return clock.instant();
  }
}
