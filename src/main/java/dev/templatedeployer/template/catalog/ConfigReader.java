package dev.templatedeployer.template.catalog;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import java.io.IOException;

/// Reads the JSON of a config as the type that a template wants.
///
/// @param <C> the type
final class ConfigReader<C> {

  private final ObjectReader reader;

  ConfigReader(Class<C> type) {
    this.reader = Json.mapper().readerFor(type);
  }

  /// The config that `json` holds.
  ///
  /// @throws UnreadableConfig if it holds none
  /// @throws IllegalStateException if the type is not one that Jackson can make
  C read(byte[] json) throws UnreadableConfig {
    C config;
    try {
      config = reader.readValue(json);
    } catch (InvalidDefinitionException e) {
      throw new IllegalStateException("Its config type cannot be made from JSON.", e);
    } catch (JsonMappingException e) {
      throw new UnreadableConfig(pointer(e));
    } catch (IOException _) {
      throw new UnreadableConfig("");
    }
    if (config == null) {
      throw new UnreadableConfig("");
    }
    return config;
  }

  private static String pointer(JsonMappingException e) {
    var pointer = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      String name = step.getFieldName();
      pointer.append('/').append(name == null ? step.getIndex() : Violations.escaped(name));
    }
    return pointer.toString();
  }
}
