package dev.templatedeployer.canister.lock;

import static dev.templatedeployer.canister.FormFields.components;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.CanisterTemplateContract;
import dev.templatedeployer.canister.FormFields;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.template.ContractContext;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockTemplateTest extends CanisterTemplateContract<LockConfig> {

  @Override
  protected Template<LockConfig> template() {
    return new LockTemplate();
  }

  @Override
  protected CanisterRules<LockConfig, ?, ?, ?> rules() {
    return new LockCanister();
  }

  @Override
  protected List<String> invalidConfigs() {
    return List.of(
        "{}",
        validConfig().replace("\"100000000000\"", "\"0\""),
        validConfig().replace("rrkah-fqaaa-aaaaa-aaaaq-cai", "rrkah-fqaaa-aaaaa-aaaaq-caa"));
  }

  @Test
  void createsTheCanisterAndSaysWhatARegistryOfCanistersNeeds()
      throws IOException, TemplateFailure, InterruptedException {
    var config = exampleConfig();
    var created = new ArrayList<>();

    var result = template().create(config, new ContractContext("web-42", 1, 1, NOW, created::add));

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
    void hasSomethingToClaimAtOnce() throws IOException {
      var config = exampleConfig();

      assertThat(config.plan(NOW).unlocked(NOW)).isEqualTo("5000000000");
    }
  }

  @Nested
  class TheSchema {
    @Test
    void hasATitleADescriptionAndExamplesForEveryField() throws IOException {
      assertThat(FormFields.of(JSON.readTree(template().configSchema())))
          .contains("/name", "/schedule/kind", "/schedule/steps/bps", "/earlyUnlock/minLock");
    }

    @Test
    void namesEveryFieldOfTheConfigAndNoOther() throws IOException {
      assertThat(names("")).containsExactlyInAnyOrder(components(LockConfig.class));
      assertThat(names("/schedule")).containsExactlyInAnyOrder(components(ScheduleConfig.class));
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

      assertThat(brokenBy(json)).containsExactlyInAnyOrder(keywords(keywords));
    }

    private static final String GOOD =
        "'name':'Team tokens','tokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai',"
            + "'beneficiary':'em77e-bvlzu-aq','amount':'5','schedule':{'kind':'INSTANT'}";
  }
}
