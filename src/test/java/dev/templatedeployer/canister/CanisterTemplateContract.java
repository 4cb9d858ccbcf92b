package dev.templatedeployer.canister;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.templatedeployer.template.ContractContext;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContract;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.catalog.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a template has to do whose canisters live here, besides what every template has to.
///
/// @param <C> its config
public abstract class CanisterTemplateContract<C> extends TemplateContract {

  protected static final ObjectMapper JSON = Json.mapper();
  protected static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Override
  protected abstract Template<C> template();

  /// A new instance of the rules of its canisters.
  protected abstract CanisterRules<C, ?, ?, ?> rules();

  /// The example that users are shown.
  @Override
  protected String validConfig() {
    try {
      return Files.readString(example());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void isFoundTogetherWithItsRules() {
    assertThat(ServiceLoader.load(Template.class))
        .filteredOn(template().getClass()::isInstance)
        .hasSize(1);
    assertThat(ServiceLoader.load(CanisterRules.class))
        .filteredOn(rules().getClass()::isInstance)
        .hasSize(1);
    assertThat(template().name()).isEqualTo(rules().kind());
  }

  @Test
  void createsTheCanisterWithTheConfigAsItIs()
      throws IOException, TemplateFailure, InterruptedException {
    var created = new ArrayList<>();

    template().create(exampleConfig(), new ContractContext("contract-1", 1, 1, NOW, created::add));

    assertThat(created).containsExactly(exampleConfig());
  }

  @Test
  void itsExampleIsValidWheneverItIsUsed() throws IOException {
    assertThat(schema().validate(JSON.readTree(validConfig()))).isEmpty();
    for (int years = 0; years < 50; years++) {
      Instant then = NOW.plus(Duration.ofDays(365L * years));
      assertThat(template().validate(exampleConfig(), then)).isEmpty();
    }
  }

  @Test
  void itsSchemaFindsNothingWrongWithItsOwnExamples() throws IOException {
    var config = (ObjectNode) JSON.readTree(validConfig());
    for (Map.Entry<String, JsonNode> property : properties().properties()) {
      for (JsonNode example : property.getValue().path("examples")) {
        var changed = config.deepCopy();
        changed.set(property.getKey(), example);
        assertThat(schema().validate(changed)).as("%s", property.getKey()).isEmpty();
      }
    }
  }

  @Test
  void itsSchemaNamesEveryFieldOfTheConfigAndNoOther() throws IOException {
    assertThat(names(""))
        .containsExactlyInAnyOrder(
            FormFields.components(template().configType().asSubclass(Record.class)));
  }

  /// The config of the example.
  protected final C exampleConfig() throws IOException {
    return JSON.readValue(validConfig(), template().configType());
  }

  /// The properties of the schema.
  protected final JsonNode properties() throws IOException {
    return JSON.readTree(template().configSchema()).at("/properties");
  }

  /// The names of the fields of an object in the config.
  ///
  /// @param field a pointer to it below the properties of the schema; empty for the config itself
  protected final List<String> names(String field) throws IOException {
    JsonNode object = field.isEmpty() ? properties() : properties().at(field + "/properties");
    return object.propertyStream().map(Map.Entry::getKey).toList();
  }

  /// The keywords of the schema that `config` breaks. Of a field that stands twice the later one
  /// counts, which the strict reader would refuse.
  protected final List<String> brokenBy(String config) throws IOException {
    return schema().validate(new ObjectMapper().readTree(config)).stream()
        .map(Error::getKeyword)
        .toList();
  }

  /// The keywords in a row of a table, which are separated by spaces.
  protected static String[] keywords(@Nullable String cell) {
    return cell == null ? new String[0] : cell.split(" ", -1);
  }

  private Path example() {
    return Path.of("src/examples", template().name() + ".json");
  }

  private Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(template().configSchema());
  }
}
