package dev.templatedeployer.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The form that all texts of one schema have in common: without docs, defaults and spaces, with
/// full names. Made from the JSON alone.
///
/// A schema that somebody sends is never given to Avro's parser, which follows references and
/// checks defaults, so that a few kilobytes can keep it busy for years. This reads each part of the
/// text once, and gives up on what is longer or deeper than any schema of ours.
///
/// Source: [Avro, Parsing Canonical
/// Form](https://avro.apache.org/docs/1.12.0/specification/#parsing-canonical-form-for-schemas).
final class ParsingForm {

  /// The most characters that are read, and that are written: several times our largest schema.
  static final int MOST_CHARACTERS = 64 * 1024;

  private static final int DEEPEST = 64;
  private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");
  private static final Set<String> PRIMITIVE =
      Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxDocumentLength(MOST_CHARACTERS)
                          .build())
                  .build())
          .build();

  private final StringBuilder out = new StringBuilder();

  private ParsingForm() {}

  /// The form of the schema in `text`. Empty if the text has none, or is larger than any of ours.
  static Optional<String> of(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      var form = new ParsingForm();
      form.schema(JSON.readTree(text), "");
      return Optional.of(form.out.toString());
    } catch (JsonProcessingException | HasNone e) {
      return Optional.empty();
    }
  }

  /// @param namespace the one that names without a dot are in
  private void schema(JsonNode schema, String namespace) {
    if (schema.isTextual()) {
      write(quoted(reference(schema.textValue(), namespace)));
    } else if (schema.isArray()) {
      list(schema, branch -> schema(branch, namespace));
    } else if (schema.isObject()) {
      object(schema, namespace);
    } else {
      throw new HasNone();
    }
  }

  private void object(JsonNode schema, String namespace) {
    JsonNode type = schema.path("type");
    if (!type.isTextual()) { // a schema in another pair of braces
      schema(type, namespace);
      return;
    }
    switch (type.textValue()) {
      case "array" -> of(schema, "array", "items", namespace);
      case "map" -> of(schema, "map", "values", namespace);
      case String word when NAMED.contains(word) -> named(schema, word, namespace);
      case String word -> write(quoted(reference(word, namespace)));
    }
  }

  private void of(JsonNode schema, String word, String what, String namespace) {
    write("{\"type\":\"" + word + "\",\"" + what + "\":");
    schema(schema.path(what), namespace);
    write("}");
  }

  private void named(JsonNode schema, String word, String outer) {
    String name = text(schema.path("name"));
    String said = schema.path("namespace").asText(outer);
    String full = name.contains(".") || said.isEmpty() ? name : said + "." + name;
    String inner = full.substring(0, Math.max(0, full.lastIndexOf('.')));
    write("{\"name\":" + quoted(full) + ",\"type\":\"" + word + "\"");
    switch (word) {
      case "enum" -> {
        write(",\"symbols\":");
        list(schema.path("symbols"), symbol -> write(quoted(text(symbol))));
      }
      case "fixed" -> write(",\"size\":" + schema.path("size").asLong(-1));
      default -> {
        write(",\"fields\":");
        list(schema.path("fields"), field -> field(field, inner));
      }
    }
    write("}");
  }

  private void field(JsonNode field, String namespace) {
    write("{\"name\":" + quoted(text(field.path("name"))) + ",\"type\":");
    schema(field.path("type"), namespace);
    write("}");
  }

  private void list(JsonNode nodes, Consumer<JsonNode> each) {
    if (!nodes.isArray()) {
      throw new HasNone();
    }
    write("[");
    for (int i = 0; i < nodes.size(); i++) {
      write(i == 0 ? "" : ",");
      each.accept(nodes.get(i));
    }
    write("]");
  }

  private static String reference(String name, String namespace) {
    boolean isWhole = PRIMITIVE.contains(name) || name.contains(".") || namespace.isEmpty();
    return isWhole ? name : namespace + "." + name;
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new HasNone();
    }
    return node.textValue();
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private void write(String text) {
    if (out.length() + text.length() > MOST_CHARACTERS) {
      throw new HasNone();
    }
    out.append(text);
  }

  /// There is no such form.
  private static final class HasNone extends RuntimeException {
    private static final long serialVersionUID = 1;

    HasNone() {
      super("no form", null, false, false);
    }
  }
}
