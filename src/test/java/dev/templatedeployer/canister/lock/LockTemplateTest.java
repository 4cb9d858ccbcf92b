package dev.templatedeployer.canister.lock;

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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockTemplateTest {
  static final ObjectMapper JSON = Json.mapper();
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Path EXAMPLE = Path.of("src/examples/lock.json");

  final LockTemplate template = new LockTemplate();

  @Test
  void isFoundTogetherWithItsRules() {
    assertThat(ServiceLoader.load(Template.class))
        .filteredOn(LockTemplate.class::isInstance)
        .hasSize(1);
    assertThat(ServiceLoader.load(CanisterRules.class))
        .filteredOn(LockCanister.class::isInstance)
        .hasSize(1);
    assertThat(template.name()).isEqualTo(new LockCanister().kind());
  }

  @Test
  void createsTheCanisterAndSaysWhatARegistryOfCanistersNeeds()
      throws IOException, RetryableFailure, InterruptedException {
    var config = JSON.readValue(EXAMPLE.toFile(), LockConfig.class);
    var created = new ArrayList<>();

    var result = template.create(config, new Context(created::add));

    assertThat(created).containsExactly(config);
    assertThat(result.details())
        .isEqualTo(
            Map.of(
                "name", "Team tokens of Ada",
                "tokenId", "ryjl3-tyaaa-aaaaa-aaaba-cai",
                "beneficiary", "rrkah-fqaaa-aaaaa-aaaaq-cai",
                "amount", "100000000000"));
  }

  @Nested
  class TheExample {
    @Test
    void isValidWheneverItIsUsed() throws IOException {
      assertThat(schema().validate(JSON.readTree(EXAMPLE.toFile()))).isEmpty();
      var config = JSON.readValue(EXAMPLE.toFile(), LockConfig.class);
      for (int years = 0; years < 50; years++) {
        assertThat(template.validate(config, NOW.plus(Duration.ofDays(365L * years)))).isEmpty();
      }
    }

    @Test
    void hasSomethingToClaimAtOnce() throws IOException {
      var config = JSON.readValue(EXAMPLE.toFile(), LockConfig.class);

      assertThat(config.plan(NOW).unlocked(NOW)).isEqualTo("5000000000");
    }
  }

  @Nested
  class TheSchema {
    @Test
    void hasATitleADescriptionAndExamplesForEveryField() throws IOException {
      assertThat(FormFields.of(JSON.readTree(template.configSchema())))
          .contains("/name", "/schedule/kind", "/schedule/steps/bps", "/earlyUnlock/minLock");
    }

    @Test
    void namesEveryFieldOfTheConfigAndNoOther() throws IOException {
      JsonNode properties = JSON.readTree(template.configSchema()).at("/properties");

      assertThat(properties.propertyStream().map(Map.Entry::getKey))
          .containsExactlyInAnyOrder(components(LockConfig.class));
      assertThat(properties.at("/schedule/properties").propertyStream().map(Map.Entry::getKey))
          .containsExactlyInAnyOrder(components(ScheduleConfig.class));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {}                                                       | required required required required required
            {GOOD,'colour':'red'}                                    | additionalProperties
            {GOOD,'amount':5}                                        | type
            {GOOD,'amount':'5.0'}                                    | pattern
            {GOOD,'amount':'-5'}                                     | pattern
            {GOOD,'start':'tomorrow'}                                | pattern
            {GOOD,'start':null}                                      | type
            {GOOD,'initialBps':'500'}                                | type
            {GOOD,'initialBps':10001}                                | maximum
            {GOOD,'name':''}                                         | minLength
            {GOOD,'earlyUnlock':{}}                                  | required
            {GOOD,'earlyUnlock':{'penaltyBps':1,'minLock':'P1M'}}    | pattern
            {GOOD,'schedule':{'kind':'SOMETIMES'}}                   | enum
            {GOOD,'schedule':{'kind':'SINGLE','duration':'P1W'}}     | pattern
            {GOOD,'schedule':{'kind':'SINGLE','duration':'P'}}       | pattern
            {GOOD,'schedule':{'kind':'SINGLE','duration':'PT'}}      | pattern
            {GOOD,'schedule':{'kind':'SINGLE','duration':'P1DT'}}    | pattern
            {GOOD,'schedule':{'kind':'SINGLE','duration':'-P1D'}}    | pattern
            {GOOD,'schedule':{'kind':'SINGLE','duration':'P1D'}}     |
            {GOOD,'schedule':{'kind':'SINGLE','duration':'P1DT2H3M4S'}} |
            {GOOD,'schedule':{'kind':'SINGLE','duration':'PT4S'}}    |
            {GOOD,'schedule':{'kind':'STEPPED','steps':[null]}}      | type
            {GOOD,'schedule':{'kind':'STEPPED','steps':[]}}          | minItems
            {GOOD,'start':'2026-03-01T12:00:00.123456789+05:30'}     |
            """)
    void saysWhatIsWrong(String config, @Nullable String keywords) throws IOException {
      String json = config.replace("GOOD", GOOD).replace('\'', '"');

      assertThat(schema().validate(withLast(json)).stream().map(Error::getKeyword))
          .containsExactlyInAnyOrder(keywords == null ? new String[0] : keywords.split(" ", -1));
    }

    private static final String GOOD =
        "'name':'Team tokens','tokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai',"
            + "'beneficiary':'em77e-bvlzu-aq','amount':'5','schedule':{'kind':'INSTANT'}";
  }

  /// Of a name that stands twice the later one, which the strict reader would refuse.
  private static JsonNode withLast(String json) throws IOException {
    return new ObjectMapper().readTree(json);
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
