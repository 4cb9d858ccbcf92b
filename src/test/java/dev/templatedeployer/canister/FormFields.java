package dev.templatedeployer.canister;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The fields of the form that can be made from the schema of a config.
public final class FormFields {

  private FormFields() {}

  /// The pointers of all fields of `schema`, each of which has what a form shows: a title, a
  /// description and an example. An object says whether it may have other fields.
  public static List<String> of(JsonNode schema) {
    var fields = new ArrayList<String>();
    collect("", schema, fields);
    return fields;
  }

  /// The names of the components of a record.
  public static String[] components(Class<? extends Record> type) {
    return List.of(type.getRecordComponents()).stream()
        .map(RecordComponent::getName)
        .toArray(String[]::new);
  }

  private static void collect(String path, JsonNode schema, List<String> fields) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode field = property.getValue();
      String place = path + "/" + property.getKey();
      fields.add(place);
      assertThat(field.path("title").asText()).as("title of %s", place).isNotBlank();
      assertThat(field.path("description").asText()).as("description of %s", place).endsWith(".");
      boolean isObject = field.path("type").asText().equals("object");
      assertThat(field.path("examples").size()).as("examples of %s", place).isPositive();
      assertThat(isObject).isEqualTo(field.path("additionalProperties").isBoolean());
      collect(place, field, fields);
      collect(place, field.path("items"), fields);
    }
  }
}
