package dev.templatedeployer.template.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.FormatValidator;
import com.networknt.schema.path.NodePath;

/// A format of JSON Schema that looks at no long text: several recurse for each part of a text, or
/// take time that grows with its square. What a format fails at is not in that format.
record BoundedFormat(Format format) implements Format {

  private static final int MOST_CHARACTERS = 1024;
  private static final int MOST_CHARACTERS_OF_ADDRESS = 8192;

  /// How many characters are looked at in the format `name`. Addresses are read from left to right,
  /// and may be long.
  static int mostCharacters(String name) {
    return switch (name) {
      case "uri", "uri-reference", "iri", "iri-reference" -> MOST_CHARACTERS_OF_ADDRESS;
      default -> MOST_CHARACTERS;
    };
  }

  @Override
  public String getName() {
    return format.getName();
  }

  @Override
  public String getMessageKey() {
    return format.getMessageKey();
  }

  @Override
  public boolean matches(
      ExecutionContext execution,
      SchemaContext schema,
      JsonNode node,
      JsonNode root,
      NodePath place,
      boolean isAsserted,
      FormatValidator validator) {
    if (node.isTextual() && node.textValue().length() > mostCharacters(getName())) {
      return false;
    }
    try {
      return format.matches(execution, schema, node, root, place, isAsserted, validator);
    } catch (RuntimeException _) {
      return false;
    }
  }
}
