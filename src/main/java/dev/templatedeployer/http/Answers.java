package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.query.Page;
import io.javalin.http.Context;
import java.util.function.Function;

/// How answers are written.
final class Answers {

  static final String JSON = "application/json";

  private Answers() {}

  /// Answers with JSON.
  static void json(Context ctx, JsonNode json) {
    bytes(ctx, JSON, Json.bytes(json));
  }

  /// Answers with a part of a list.
  static <T> void page(Context ctx, Page<T> page, Function<T, JsonNode> item) {
    json(ctx, page(page, item));
  }

  /// A part of a list as JSON.
  static <T> ObjectNode page(Page<T> page, Function<T, ? extends JsonNode> item) {
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    page.items().forEach(each -> items.add(item.apply(each)));
    if (page.next() != null) {
      json.put("next", page.next());
    }
    return json;
  }

  /// Answers with bytes that are ready.
  static void bytes(Context ctx, String mediaType, byte[] bytes) {
    ctx.res().setContentType(mediaType);
    ctx.result(bytes);
  }
}
