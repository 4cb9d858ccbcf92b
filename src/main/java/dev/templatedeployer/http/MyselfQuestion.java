package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.access.Requester;
import io.javalin.http.Context;
import java.util.Set;

/// `GET /v1/me`: who the service takes the sender for.
final class MyselfQuestion {

  void addTo(Routes routes) {
    routes.known("/v1/me", MyselfQuestion::answer);
  }

  private static void answer(Context ctx) {
    Parameters.of(ctx, Set.of());
    Requester requester = Gate.requester(ctx);
    ObjectNode json = Json.object().put("name", requester.name());
    var roles = json.putArray("roles");
    requester.roles().forEach(role -> roles.add(role.word()));
    Answers.json(ctx, json);
  }
}
