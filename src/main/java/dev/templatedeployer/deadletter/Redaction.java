package dev.templatedeployer.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.wire.CommandMessage;
import java.io.IOException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What commands and reports say, for people who may look but not know everything: ids and names as
/// they are, and of everything that may be secret the structure and the sizes.
final class Redaction {

  private static final int MOST_NESTED = 50;
  private static final int MOST_ELEMENTS = 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MOST_NESTED).build())
              .build());

  private Redaction() {}

  static JsonNode of(CommandMessage message) {
    ObjectNode json = head(message.getClass(), "deploymentId", message.id().value());
    put(json, "commandId", message.commandId());
    put(json, "requestedBy", message.requestedBy());
    switch (message) {
      case CommandMessage.Deploy deploy -> request(json, deploy.request());
      case CommandMessage.Retry retry -> json.put("reason", hidden(retry.reason()));
      case CommandMessage.Cancel cancel -> json.put("reason", hidden(cancel.reason()));
    }
    return json;
  }

  static JsonNode of(Report report) {
    return head(report.getClass(), "deploymentId", report.id().value())
        .put("attempt", report.token().attempt())
        .put("drive", report.token().drive())
        .put("startedAt", report.startedAt().toString());
  }

  static JsonNode of(CanisterCommand command) {
    ObjectNode json =
        head(command.getClass(), "canisterId", command.canisterId().text())
            .put("by", command.by().text());
    put(json, "commandId", command.commandId());
    switch (command) {
      case CanisterCommand.Create create -> {
        json.put("template", create.kind())
            .put("owner", create.owner().text())
            .put("deploymentId", create.deploymentId());
        json.set("config", structure(create.config().utf8()));
      }
      case CanisterCommand.Operate operate -> {
        json.put("operation", operate.operation());
        json.set("arguments", structure(operate.arguments().utf8()));
      }
    }
    return json;
  }

  /// The structure of `utf8`, with what kind of value there is instead of each value.
  static JsonNode structure(byte[] utf8) {
    try {
      JsonNode json = MAPPER.readTree(utf8);
      if (json != null && !json.isMissingNode()) {
        return structure(json);
      }
    } catch (IOException _) {
      // said below
    }
    return TextNode.valueOf("(no JSON, %d bytes)".formatted(utf8.length));
  }

  private static JsonNode structure(JsonNode json) {
    if (json.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      json.properties().forEach(field -> object.set(field.getKey(), structure(field.getValue())));
      return object;
    }
    if (json.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      json.valueStream().limit(MOST_ELEMENTS).forEach(element -> array.add(structure(element)));
      if (json.size() > MOST_ELEMENTS) {
        array.add("(%d more)".formatted(json.size() - MOST_ELEMENTS));
      }
      return array;
    }
    return TextNode.valueOf(
        switch (json.getNodeType()) {
          case STRING -> hidden(json.textValue());
          case NUMBER -> "(number)";
          case BOOLEAN -> "(true or false)";
          default -> "(null)";
        });
  }

  private static void request(ObjectNode json, DeploymentRequest request) {
    json.put("template", request.template().value()).put("owner", request.owner().text());
    put(json, "templateVersion", request.templateVersion());
    var labels = json.putArray("labels");
    new TreeSet<>(request.labels().keySet()).forEach(labels::add);
    json.put("configBytes", request.config().json().length);
    json.set("config", structure(request.config().json()));
  }

  private static ObjectNode head(Class<?> type, String idName, String id) {
    return JsonNodeFactory.instance.objectNode().put("type", type.getSimpleName()).put(idName, id);
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static String hidden(String text) {
    return "(text, %d characters)".formatted(text.length());
  }
}
