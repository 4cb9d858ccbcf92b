package dev.templatedeployer.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Labels as the JSON object that their column holds.
final class Labels {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

  private Labels() {}

  static String write(Map<String, String> labels) {
    try {
      var plain = new TreeMap<String, String>();
      labels.forEach(
          (name, content) -> plain.put(name, Objects.requireNonNull(PlainText.of(content))));
      return plain.isEmpty() ? "{}" : JSON.writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Jackson cannot write a map of strings.", e);
    }
  }

  static Map<String, String> read(String json) {
    try {
      return json.equals("{}") ? Map.of() : JSON.readValue(json, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The labels of a deployment in the read model are not a JSON object.", e);
    }
  }
}
