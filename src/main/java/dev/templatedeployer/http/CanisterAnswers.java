package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.hosting.HostedKind;
import dev.templatedeployer.query.CanisterSummary;
import dev.templatedeployer.query.ListedCanister;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Canisters as JSON: what every canister has, and what the rules of its kind make of it.
final class CanisterAnswers {

  private final Function<String, Optional<HostedKind>> kinds;

  CanisterAnswers(Function<String, Optional<HostedKind>> kinds) {
    this.kinds = kinds;
  }

  /// What every canister has.
  static ObjectNode summary(CanisterSummary summary) {
    ObjectNode json =
        Json.object()
            .put("id", summary.id().text())
            .put("template", summary.kind())
            .put("status", summary.status())
            .put("version", summary.version())
            .put("owner", summary.owner().text());
    if (summary.deploymentId() != null) {
      json.put("deploymentId", summary.deploymentId().value());
    }
    DeploymentJson.putTime(json, "createdAt", summary.createdAt());
    DeploymentJson.putTime(json, "updatedAt", summary.updatedAt());
    return json;
  }

  /// The answer of a view.
  ///
  /// @param canister as it stands; asked for its rows
  /// @param name which view
  /// @param at the time it is asked for
  /// @throws Problem if there is no such view, or if a parameter makes no sense
  JsonNode view(ListedCanister canister, String name, Instant at, Map<String, String> parameters) {
    HostedKind kind = kind(canister.summary().kind());
    try {
      return kind.view(json(canister.head()), new Rows(canister), name, at, parameters)
          .map(answer -> Json.kept(answer.utf8()))
          .orElseThrow(() ->
              Problem.notFound(
                  "A '%s' has no view of that name. It has: %s."
                      .formatted(kind.name(), String.join(", ", kind.views()))));
    } catch (IllegalArgumentException e) {
      throw Parameters.wrong(String.valueOf(e.getMessage()));
    }
  }

  /// The rows of a canister as the rules of its kind read them.
  private record Rows(ListedCanister canister) implements HostedKind.AllRows {

    @Override
    public @Nullable JsonBytes row(RowKey key) {
      return canister.row(key).map(CanisterAnswers::json).orElse(null);
    }

    @Override
    public List<Row<JsonBytes>> rows(String table, @Nullable String after, int limit) {
      return canister.rows(table, after, limit).stream()
          .map(row -> new Row<>(row.key(), json(row.value())))
          .toList();
    }
  }

  private HostedKind kind(String name) {
    return kinds
        .apply(name)
        .orElseThrow(() ->
            Problem.unavailable(
                "KIND_MISSING",
                "This instance has no rules for canisters of the kind '%s'. Add their jar to its class path."
                    .formatted(name)));
  }

  private static JsonBytes json(String text) {
    return new JsonBytes(text.getBytes(UTF_8));
  }
}
