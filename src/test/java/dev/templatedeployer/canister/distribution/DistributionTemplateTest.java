package dev.templatedeployer.canister.distribution;

import static dev.templatedeployer.canister.FormFields.components;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.CanisterTemplateContract;
import dev.templatedeployer.canister.FormFields;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every template has to do, and what this one does besides.
class DistributionTemplateTest extends CanisterTemplateContract<DistributionConfig> {

  @Override
  protected Template<DistributionConfig> template() {
    return new DistributionTemplate();
  }

  @Override
  protected CanisterRules<DistributionConfig, ?, ?, ?> rules() {
    return new DistributionCanister();
  }

  @Override
  protected List<String> invalidConfigs() {
    return List.of(
        "{}",
        validConfig().replace("\"100000000000\"", "\"100000000001\""),
        validConfig().replace("rrkah-fqaaa-aaaaa-aaaaq-cai", "rrkah-fqaaa-aaaaa-aaaaq-caa"),
        validConfig().replace("em77e-bvlzu-aq", "rrkah-fqaaa-aaaaa-aaaaq-cai"));
  }

  @Nested
  class TheExample {

    @Test
    void namesPrincipalsWhoseChecksumsAreRight() throws IOException {
      var config = exampleConfig();

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
      assertThat(names("")).containsExactlyInAnyOrder(components(DistributionConfig.class));
      assertThat(names("/eligibility")).containsExactlyInAnyOrder(components(Eligibility.class));
      assertThat(names("/eligibility/properties/recipients/items"))
          .containsExactlyInAnyOrder(components(Recipient.class));
      assertThat(names("/eligibility/properties/recipientsRef"))
          .containsExactlyInAnyOrder(components(RecipientsRef.class));
      assertThat(names("/eligibility/properties/registration"))
          .containsExactlyInAnyOrder(components(Registration.class));
      assertThat(names("/schedule")).containsExactlyInAnyOrder(components(ScheduleConfig.class));
      assertThat(names("/claimLimit")).containsExactlyInAnyOrder(components(ClaimLimit.class));
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

      assertThat(brokenBy(json)).containsExactlyInAnyOrder(keywords(keywords));
    }

    private static final String GOOD =
        "'title':'Thanks','tokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai','campaign':'AIRDROP',"
            + "'totalAmount':'5','schedule':{'kind':'INSTANT'},'eligibility':{'kind':'WHITELIST',"
            + "'recipients':[{'principal':'em77e-bvlzu-aq','amount':'5'}]}";
  }
}
