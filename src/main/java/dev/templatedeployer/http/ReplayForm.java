package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.replay.Limits;
import dev.templatedeployer.replay.ReplayPlan;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody asks for who plans a replay.
record ReplayForm(String filter, String reason, Limits.Wish limits) {

  private static final Set<String> LIMITS =
      Set.of("rate", "concurrency", "stopAtFailureRatio", "canary");

  /// Reads it.
  ///
  /// @throws Problem with all that is wrong with it
  static ReplayForm in(ObjectNode body) {
    var fields = new Fields(body);
    String filter = fields.requiredText("filter", ReplayPlan.MOST_CHARACTERS);
    String reason = fields.requiredText("reason", ReplayPlan.MOST_CHARACTERS);
    ObjectNode object = fields.object("limits");
    Limits.Wish limits = object == null ? Limits.Wish.USUAL : limits(object, fields);
    for (Limits.Problem problem : limits.of(1).problems()) {
      fields.add(Fields.pointer("limits", problem.field()), "OUT_OF_BOUNDS", problem.sentence());
    }
    fields.done();
    return new ReplayForm(filter, reason, limits);
  }

  private static Limits.Wish limits(ObjectNode object, Fields fields) {
    object.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !LIMITS.contains(name))
        .forEach(name ->
            fields.add(
                Fields.pointer("limits", name),
                "UNKNOWN_FIELD",
                "There is no such limit. There are: %s."
                    .formatted(String.join(", ", LIMITS.stream().sorted().toList()))));
    return new Limits.Wish(
        number(object, "rate", fields),
        whole(object, "concurrency", fields),
        number(object, "stopAtFailureRatio", fields),
        whole(object, "canary", fields));
  }

  private static @Nullable Double number(ObjectNode object, String name, Fields fields) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    fields.add(
        Fields.pointer("limits", name), "WRONG_TYPE", "'%s' has to be a number.".formatted(name));
    return null;
  }

  private static @Nullable Integer whole(ObjectNode object, String name, Fields fields) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      return value.intValue();
    }
    fields.add(
        Fields.pointer("limits", name),
        "WRONG_TYPE",
        "'%s' has to be a whole number.".formatted(name));
    return null;
  }

  /// What an approval says that its sender has seen.
  ///
  /// @param count the number of items, or null
  /// @param digest of the list, or null
  record Approval(@Nullable Integer count, @Nullable String digest, String reason) {

    private static final int LONGEST_DIGEST = 64;

    /// Reads it.
    ///
    /// @throws Problem with all that is wrong with it
    static Approval in(ObjectNode body) {
      var fields = new Fields(body);
      String reason = fields.requiredText("reason", ReplayPlan.MOST_CHARACTERS);
      String digest = fields.text("digest", LONGEST_DIGEST);
      Integer count = fields.wholeNumber("count");
      fields.done();
      return new Approval(count, digest, reason);
    }
  }
}
