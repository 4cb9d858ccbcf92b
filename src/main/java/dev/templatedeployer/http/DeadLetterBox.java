package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.deadletter.DeadLetter;
import dev.templatedeployer.deadletter.DeadLetters.Redrive;
import dev.templatedeployer.deadletter.Examined;
import dev.templatedeployer.deadletter.LetterId;
import dev.templatedeployer.deadletter.LetterPage;
import dev.templatedeployer.deadletter.OutOfReach;
import dev.templatedeployer.deadletter.Redriven;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.wire.CommandRules;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `/v1/dead-letters…`: what nobody could act upon, and sending it again.
final class DeadLetterBox {

  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final Services services;

  DeadLetterBox(Services services) {
    this.services = services;
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/dead-letters", Role.OPERATOR, this::list)
        .get("/v1/dead-letters/{id}", Role.OPERATOR, this::one)
        .post("/v1/dead-letters/{id}/redrive", Role.OPERATOR, this::redrive);
  }

  private void list(Context ctx) {
    var parameters = Parameters.of(ctx, Set.of("limit", "cursor"));
    int limit = parameters.number("limit", USUAL);
    if (limit < 1 || limit > MOST) {
      throw Parameters.wrong("'limit' has to be from 1 to %d.".formatted(MOST));
    }
    try {
      LetterPage page = services.deadLetters().newest(limit, parameters.text("cursor"));
      Answers.page(ctx, new Page<>(page.letters(), page.next()), DeadLetterBox::json);
    } catch (IllegalArgumentException e) {
      throw Parameters.wrong(String.valueOf(e.getMessage()));
    } catch (OutOfReach e) {
      throw unavailable(e);
    }
  }

  private void one(Context ctx) {
    Parameters.of(ctx, Set.of());
    Answers.json(ctx, json(examined(id(ctx))));
  }

  private void redrive(Context ctx) {
    Parameters.of(ctx, Set.of());
    LetterId id = id(ctx);
    var fields = new Fields(RequestBody.of(ctx).json());
    String reason = fields.requiredText("reason", CommandRules.MAX_REASON);
    boolean isDryRun = fields.flag("dryRun");
    boolean isForced = fields.flag("force");
    fields.done();
    if (isDryRun) {
      Answers.json(ctx, json(examined(id)).put("dryRun", true));
      return;
    }
    String by = Gate.requester(ctx).name();
    String note = "By '%s': %s".formatted(by, reason);
    switch (redrive(id, note, isForced)) {
      case Redrive.NoLetter _ -> throw notFound(id);
      case Redrive.NotSent(var code, var sentence) -> {
        noteInAudit(by, id, false, reason, sentence);
        throw Problem.of(HttpStatus.CONFLICT, code, sentence);
      }
      case Redrive.Sent(var to) -> {
        noteInAudit(by, id, true, reason, "Sent again as %s.".formatted(to));
        Answers.json(ctx, Json.object().put("id", id.toString()).set("sentTo", json(to)));
      }
    }
  }

  private Redrive redrive(LetterId id, String note, boolean isForced) {
    try {
      return services.deadLetters().redrive(id, note, isForced);
    } catch (OutOfReach e) {
      throw unavailable(e);
    }
  }

  private void noteInAudit(
      String by, LetterId id, boolean isAccepted, String reason, String detail) {
    services
        .audit()
        .note(
            new AuditEntry(
                services.clock().instant(),
                by,
                "deadletter.redrive",
                id.toString(),
                isAccepted,
                reason,
                detail));
  }

  private Examined examined(LetterId id) {
    try {
      return services.deadLetters().examine(id).orElseThrow(() -> notFound(id));
    } catch (OutOfReach e) {
      throw unavailable(e);
    }
  }

  private static LetterId id(Context ctx) {
    String text = ctx.pathParam("id");
    return LetterId.parse(text)
        .orElseThrow(() ->
            Problem.notFound(
                "There is no dead letter of that id. It is a partition and an offset, such as '3-1207'."));
  }

  private static ObjectNode json(DeadLetter letter) {
    ObjectNode json = Json.object().put("id", letter.id().toString());
    Optional.ofNullable(letter.key()).ifPresent(key -> json.put("key", key));
    json.put("code", letter.code())
        .put("sentence", letter.sentence())
        .put("at", letter.at().toString());
    json.set("original", json(letter.original()));
    return json;
  }

  private static ObjectNode json(DeadLetter.Spot spot) {
    return Json.object()
        .put("topic", spot.topic())
        .put("partition", spot.partition())
        .put("offset", spot.offset());
  }

  private static ObjectNode json(Examined examined) {
    ObjectNode json = json(examined.letter());
    json.put("verdict", examined.verdict().name()).put("verdictSentence", examined.sentence());
    if (examined.bytes() >= 0) {
      json.put("bytes", examined.bytes());
    }
    var headers = json.putArray("headers");
    examined.headers().forEach(headers::add);
    if (examined.content() != null) {
      json.set("content", examined.content());
    }
    @Nullable Redriven redriven = examined.redriven();
    if (redriven != null) {
      json.putObject("redriven").put("at", redriven.at().toString()).put("note", redriven.note());
    }
    return json.put("isEveryNoteSeen", examined.isAllSeen());
  }

  private static Problem notFound(LetterId id) {
    return Problem.notFound(
        "There is no dead letter '%s', or not any more. Look at the list.".formatted(id));
  }

  private static Problem unavailable(OutOfReach e) {
    return Problem.unavailable("OUT_OF_REACH", String.valueOf(e.getMessage()));
  }
}
