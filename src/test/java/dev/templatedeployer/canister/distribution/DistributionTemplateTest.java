package dev.templatedeployer.canister.distribution;

import static dev.templatedeployer.canister.FormFields.components;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.FormFields;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContract;
import dev.templatedeployer.template.catalog.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every template has to do, and what this one does besides.
class DistributionTemplateTest extends TemplateContract {
  static final ObjectMapper JSON = Json.mapper();
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Path EXAMPLE = Path.of("src/examples/distribution.json");

  @Override
  protected Template<?> template() {
    return new DistributionTemplate();
  }

  @Override
  protected String validConfig() {
    try {
      return Files.readString(EXAMPLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected List<String> invalidConfigs() {
    return List.of(
        "{}",
        validConfig().replace("\"100000000000\"", "\"100000000001\""),
        validConfig().replace("rrkah-fqaaa-aaaaa-aaaaq-cai", "rrkah-fqaaa-aaaaa-aaaaq-caa"),
        validConfig().replace("em77e-bvlzu-aq", "rrkah-fqaaa-aaaaa-aaaaq-cai"));
  }

  @Test
  void isFoundTogetherWithItsRules() {
    assertThat(ServiceLoader.load(Template.class))
        .filteredOn(DistributionTemplate.class::isInstance)
        .hasSize(1);
    assertThat(ServiceLoader.load(CanisterRules.class))
        .filteredOn(DistributionCanister.class::isInstance)
        .hasSize(1);
    assertThat(template().name()).isEqualTo(new DistributionCanister().kind());
  }

  @Nested
  class TheExample {
    @Test
    void isValidWheneverItIsUsed() throws IOException {
      assertThat(schema().validate(JSON.readTree(EXAMPLE.toFile()))).isEmpty();
      var config = JSON.readValue(EXAMPLE.toFile(), DistributionConfig.class);
      for (int years = 0; years < 50; years++) {
        Instant then = NOW.plus(Duration.ofDays(365L * years));
        assertThat(new DistributionTemplate().validate(config, then)).isEmpty();
      }
    }

    @Test
    void namesPrincipalsWhoseChecksumsAreRight() throws IOException {
      var config = JSON.readValue(EXAMPLE.toFile(), DistributionConfig.class);

      assertThat(config.tokenId().problem(Principal.Form.TEXTUAL)).isEmpty();
      assertThat(config.eligibility().recipients())
          .allSatisfy(recipient ->
              assertThat(recipient.principal().problem(Principal.Form.TEXTUAL)).isEmpty());
    }
  }

  @Nested
  class TheSchema {
    @Test
    void hasATitleADescriptionAndExamplesForEveryField() throws IOException {
      assertThat(FormFields.of(JSON.readTree(template().configSchema())))
          .contains(
              "/title",
              "/eligibility/recipients/principal",
              "/eligibility/recipientsRef/merkleRoot",
              "/eligibility/registration/to",
              "/schedule/steps/bps",
              "/claimLimit/window");
    }

    @Test
    void namesEveryFieldOfTheConfigAndNoOther() throws IOException {
      assertThat(names("/properties"))
          .containsExactlyInAnyOrder(components(DistributionConfig.class));
      assertThat(names("/properties/eligibility/properties"))
          .containsExactlyInAnyOrder(components(Eligibility.class));
      assertThat(names("/properties/eligibility/properties/recipients/items/properties"))
          .containsExactlyInAnyOrder(components(Recipient.class));
      assertThat(names("/properties/eligibility/properties/recipientsRef/properties"))
          .containsExactlyInAnyOrder(components(RecipientsRef.class));
      assertThat(names("/properties/eligibility/properties/registration/properties"))
          .containsExactlyInAnyOrder(components(Registration.class));
      assertThat(names("/properties/schedule/properties"))
          .containsExactlyInAnyOrder(components(ScheduleConfig.class));
      assertThat(names("/properties/claimLimit/properties"))
          .containsExactlyInAnyOrder(components(ClaimLimit.class));
    }

    @Test
    void findsNothingWrongWithItsOwnExamples() throws IOException {
      JsonNode properties = JSON.readTree(template().configSchema()).at("/properties");
      var config = (ObjectNode) JSON.readTree(EXAMPLE.toFile());
      for (Map.Entry<String, JsonNode> property : properties.properties()) {
        for (JsonNode example : property.getValue().path("examples")) {
          var changed = config.deepCopy();
          changed.set(property.getKey(), example);
          assertThat(schema().validate(changed)).as("%s", property.getKey()).isEmpty();
        }
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {}                                                  | required required required required required required
            {GOOD,'colour':'red'}                               | additionalProperties
            {GOOD,'totalAmount':5}                              | type
            {GOOD,'totalAmount':'5.0'}                          | pattern
            {GOOD,'campaign':'GIFT'}                            | enum
            {GOOD,'title':''}                                   | minLength
            {GOOD,'start':'tomorrow'}                           | pattern
            {GOOD,'end':null}                                   | type
            {GOOD,'allowCancel':'yes'}                          | type
            {GOOD,'claimLimit':{'max':1}}                       | required
            {GOOD,'claimLimit':{'max':0,'window':'P1M'}}        | minimum pattern
            {GOOD,'eligibility':{}}                             | required
            {GOOD,'eligibility':{'kind':'SOME'}}                | enum
            {GOOD,'eligibility':{'kind':'WHITELIST','recipients':[]}}      | minItems
            {GOOD,'eligibility':{'kind':'WHITELIST','recipients':[null]}}  | type
            {GOOD,'eligibility':{'kind':'WHITELIST','recipients':[{}]}}    | required required
            {GOOD,'eligibility':{'kind':'WHITELIST','recipients':[{'principal':'a','amount':'1','to':'b'}]}} | additionalProperties
            {GOOD,'eligibility':{'kind':'WHITELIST','recipientsRef':{}}}   | required required required required required
            {GOOD,'eligibility':{'kind':'OPEN','maxRecipients':100001}}    | maximum
            {GOOD,'eligibility':{'kind':'OPEN','registration':{}}}         | required required
            {GOOD}                                              |
            """)
    void saysWhatIsWrong(String config, @Nullable String keywords) throws IOException {
      String json = config.replace("GOOD", GOOD).replace('\'', '"');

      assertThat(schema().validate(withLast(json)).stream().map(Error::getKeyword))
          .containsExactlyInAnyOrder(keywords == null ? new String[0] : keywords.split(" ", -1));
    }

    private static final String GOOD =
        "'title':'Thanks','tokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai','campaign':'AIRDROP',"
            + "'totalAmount':'5','schedule':{'kind':'INSTANT'},'eligibility':{'kind':'WHITELIST',"
            + "'recipients':[{'principal':'em77e-bvlzu-aq','amount':'5'}]}";

    private static List<String> names(String place) throws IOException {
      return JSON.readTree(new DistributionTemplate().configSchema())
          .at(place)
          .propertyStream()
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /// Of a name that stands twice the later one, which the strict reader would refuse.
  private static JsonNode withLast(String json) throws IOException {
    return new ObjectMapper().readTree(json);
  }

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(new DistributionTemplate().configSchema());
  }
}
