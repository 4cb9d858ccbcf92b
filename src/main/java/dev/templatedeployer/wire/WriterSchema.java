package dev.templatedeployer.wire;

import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/// What holds for every schema that somebody else wrote, before anything is made of it.
///
/// A short text can stand for an endless schema: a type can hold itself, or twice a type that holds
/// twice another, and so on. Avro writes such a schema out, or follows it until the stack ends.
/// Ours have a few dozen parts.
final class WriterSchema {

  private static final int MOST_CHARACTERS = 256 * 1024;
  private static final int MOST_NESTING_OF_TEXT = 100;
  private static final int MOST_NESTING = 32;
  private static final int MOST_PARTS = 5_000;

  private WriterSchema() {}

  /// The schema in `text`.
  ///
  /// @throws SchemaParseException if it is none, or too large
  static Schema parsed(String text) {
    if (text.length() > MOST_CHARACTERS || nesting(text) > MOST_NESTING_OF_TEXT) {
      throw new SchemaParseException("The schema is too large.");
    }
    Schema schema;
    try {
      schema = new Schema.Parser().setValidateDefaults(false).parse(text);
    } catch (SchemaParseException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new SchemaParseException(e);
    }
    if (!isBounded(schema)) {
      throw new SchemaParseException("The schema is too large.");
    }
    return schema;
  }

  /// Whether `schema`, with every type written out wherever it is named, has an end and is not too
  /// large.
  static boolean isBounded(Schema schema) {
    return partsLeft(schema, MOST_PARTS, MOST_NESTING) >= 0;
  }

  /// How many more parts there may be after `schema`; negative if it has too many, or is nested
  /// deeper than `depth`.
  private static int partsLeft(Schema schema, int parts, int depth) {
    if (depth == 0) {
      return -1;
    }
    int left = parts - 1;
    return switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          left = left < 0 ? left : partsLeft(field.schema(), left, depth - 1);
        }
        yield left;
      }
      case UNION -> {
        for (Schema branch : schema.getTypes()) {
          left = left < 0 ? left : partsLeft(branch, left, depth - 1);
        }
        yield left;
      }
      case ARRAY -> partsLeft(schema.getElementType(), left, depth - 1);
      case MAP -> partsLeft(schema.getValueType(), left, depth - 1);
      default -> left;
    };
  }

  /// How deep brackets and braces are inside each other, those in strings not counted.
  private static int nesting(String text) {
    int deepest = 0;
    int depth = 0;
    boolean isInString = false;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"' -> isInString = !isInString;
        case '\\' -> i++;
        case '[', '{' -> depth += isInString ? 0 : 1;
        case ']', '}' -> depth -= isInString ? 0 : 1;
        default -> {} // of no matter
      }
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }
}
