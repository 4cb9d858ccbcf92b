package dev.templatedeployer.canister.launchpad;

import static dev.templatedeployer.canister.FormFields.components;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.FormFields;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.CanisterHost;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.catalog.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchpadTemplateTest {
  static final ObjectMapper JSON = Json.mapper();
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Path EXAMPLE = Path.of("src/examples/launchpad.json");

  final LaunchpadTemplate template = new LaunchpadTemplate();

  @Test
  void isFoundTogetherWithItsRules() {
    assertThat(ServiceLoader.load(Template.class))
        .filteredOn(LaunchpadTemplate.class::isInstance)
        .hasSize(1);
    assertThat(ServiceLoader.load(CanisterRules.class))
        .filteredOn(LaunchpadCanister.class::isInstance)
        .hasSize(1);
    assertThat(template.name()).isEqualTo(new LaunchpadCanister().kind());
  }

  @Test
  void createsTheCanisterAndSaysWhatARegistryOfCanistersNeeds()
      throws IOException, RetryableFailure, InterruptedException {
    var config = JSON.readValue(EXAMPLE.toFile(), LaunchpadConfig.class);
    var created = new ArrayList<>();

    var result = template.create(config, new Context(created::add));

    assertThat(created).containsExactly(config);
    assertThat(result.details())
        .isEqualTo(
            Map.of(
                "name", "Harbour",
                "saleType", "FAIR_LAUNCH",
                "saleToken", "HRB",
                "purchaseTokenId", "ryjl3-tyaaa-aaaaa-aaaba-cai",
                "totalSaleAmount", "4000000000000000",
                "saleStart", "2080-03-01T12:00:00Z",
                "saleEnd", "2080-03-15T12:00:00Z"));
  }

  @Nested
  class TheExample {
    @Test
    void isValidWheneverItIsUsed() throws IOException {
      assertThat(schema().validate(JSON.readTree(EXAMPLE.toFile()))).isEmpty();
      var config = JSON.readValue(EXAMPLE.toFile(), LaunchpadConfig.class);
      for (int years = 0; years < 50; years++) {
        assertThat(template.validate(config, NOW.plus(Duration.ofDays(365L * years)))).isEmpty();
      }
    }
  }

  @Nested
  class TheSchema {
    @Test
    void hasATitleADescriptionAndExamplesForEveryField() throws IOException {
      assertThat(FormFields.of(JSON.readTree(template.configSchema())))
          .contains("/project/website", "/categories/schedule/steps/bps", "/whitelistWindow/from");
    }

    @Test
    void namesEveryFieldOfTheConfigAndNoOther() throws IOException {
      JsonNode properties = JSON.readTree(template.configSchema()).at("/properties");

      assertThat(properties.propertyStream().map(Map.Entry::getKey))
          .containsExactlyInAnyOrder(components(LaunchpadConfig.class));
      assertThat(names(properties, "/project"))
          .containsExactlyInAnyOrder(components(LaunchpadConfig.Project.class));
      assertThat(names(properties, "/saleToken"))
          .containsExactlyInAnyOrder(components(LaunchpadConfig.SaleToken.class));
      assertThat(names(properties, "/whitelistWindow"))
          .containsExactlyInAnyOrder(components(LaunchpadConfig.Window.class));
      assertThat(names(properties, "/categories/items"))
          .containsExactlyInAnyOrder(components(LaunchpadConfig.Category.class));
      assertThat(names(properties, "/categories/items/properties/schedule"))
          .containsExactlyInAnyOrder(components(ScheduleConfig.class));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            /project               | -                                | required
            /project/colour        | 'red'                            | additionalProperties
            /project/name          | 'Ha'                             | minLength
            /project/website       | 'ftp://harbour.example'          | pattern
            /saleToken/decimals    | '8'                              | type
            /saleToken/decimals    | 19                               | maximum
            /saleToken/supply      | 5                                | type
            /saleToken/supply      | '5.0'                            | pattern
            /saleType              | 'AUCTION'                        | enum
            /saleType              | 'FIXED_PRICE'                    |
            /tokenPrice            | '-5'                             | pattern
            /hardCap               | -                                | required
            /maxParticipants       | 50001                            | maximum
            /saleStart             | 'tomorrow'                       | pattern
            /saleStart             | '2080-03-01T12:00:00.5+05:30'    |
            /claimStart            | null                             | type
            /whitelistWindow       | {'from':'2080-02-01T12:00:00Z'}  | required
            /whitelist             | [5]                              | type
            /whitelist             | []                               |
            /whitelist             | 10001 principals                 | maxItems
            /categories            | []                               | minItems
            /categories/0/bps      | 0                                | minimum
            /categories/0/schedule | {'kind':'SOMETIMES'}             | enum
            /categories/0/schedule | {'kind':'SINGLE','duration':'P1M'} | pattern
            /platformFeeBps        | 1001                             | maximum
            /successFeeBps         | 501                              | maximum
            /pausable              | 'yes'                            | type
            /emergencyContacts     | 11 principals                    | maxItems
            """)
    void saysWhatIsWrong(String field, String value, @Nullable String keywords) throws IOException {
      String json = SaleConfigs.but(Files.readString(EXAMPLE), field, value);

      assertThat(schema().validate(JSON.readTree(json)).stream().map(Error::getKeyword))
          .containsExactlyInAnyOrder(keywords == null ? new String[0] : keywords.split(" ", -1));
    }
  }

  private static List<String> names(JsonNode properties, String field) {
    return properties.at(field + "/properties").propertyStream().map(Map.Entry::getKey).toList();
  }

  private Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(template.configSchema());
  }

  private record Context(CanisterHost canisters) implements TemplateContext {
    @Override
    public String deploymentId() {
      return "web-42";
    }

    @Override
    public Principal canisterId() {
      return new Principal("2dz47-6kvi6-ep72r-pdldz-qse7q-jo46r-l3ae");
    }

    @Override
    public Principal owner() {
      return new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public int drive() {
      return 1;
    }

    @Override
    public Instant acceptedAt() {
      return NOW;
    }

    @Override
    public Duration timeLimit() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Map<String, String> labels() {
      return Map.of();
    }
  }
}
