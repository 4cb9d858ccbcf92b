package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.AuditPage;
import dev.templatedeployer.access.AuditQuery;
import dev.templatedeployer.access.AuditTrail;
import dev.templatedeployer.access.Role;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Set;

/// `GET /v1/audit`: who asked for what not everybody may, and what came of it.
final class AuditQuestions {

  private static final Set<String> PARAMETERS =
      Set.of("subject", "by", "action", "from", "limit", "cursor");
  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final AuditTrail trail;

  AuditQuestions(AuditTrail trail) {
    this.trail = trail;
  }

  void addTo(Routes routes) {
    routes.get("/v1/audit", Role.VIEWER, this::list);
  }

  private void list(Context ctx) {
    AuditPage page = find(query(Parameters.of(ctx, PARAMETERS)));
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    page.entries().forEach(entry -> items.add(json(entry)));
    if (page.next() != null) {
      json.put("next", page.next().toString());
    }
    Answers.json(ctx, json);
  }

  private AuditPage find(AuditQuery query) {
    try {
      return trail.find(query);
    } catch (AuditTrail.Unavailable e) {
      throw Problem.unavailable("AUDIT_UNAVAILABLE", String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      throw Interruptions.stopping();
    }
  }

  private static AuditQuery query(Parameters parameters) {
    int limit = parameters.number("limit", USUAL);
    if (limit < 1 || limit > MOST) {
      throw Parameters.wrong("'limit' has to be from 1 to %d, and is %d.".formatted(MOST, limit));
    }
    return new AuditQuery(
        parameters.text("subject"),
        parameters.text("by"),
        parameters.text("action"),
        parameters.text("from") == null ? null : parameters.time("from", Instant.EPOCH),
        limit,
        parameters.value("cursor", AuditQuestions::cursor));
  }

  private static Long cursor(String text) {
    try {
      long before = Long.parseLong(text);
      if (before >= 0) {
        return before;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IllegalArgumentException(
        "The cursor is not one that was given here. Take it from 'next' of the page before.");
  }

  private static ObjectNode json(AuditEntry entry) {
    ObjectNode json =
        Json.object()
            .put("at", entry.at().toString())
            .put("by", entry.by())
            .put("action", entry.action())
            .put("subject", entry.subject())
            .put("accepted", entry.isAccepted());
    if (entry.reason() != null) {
      json.put("reason", entry.reason());
    }
    return json.put("detail", entry.detail());
  }
}
