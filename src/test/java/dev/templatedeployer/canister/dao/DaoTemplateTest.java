package dev.templatedeployer.canister.dao;

import static dev.templatedeployer.canister.FormFields.components;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.CanisterTemplateContract;
import dev.templatedeployer.canister.FormFields;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every template has to do, and what this one does besides.
class DaoTemplateTest extends CanisterTemplateContract<DaoConfig> {

  @Override
  protected Template<DaoConfig> template() {
    return new DaoTemplate();
  }

  @Override
  protected CanisterRules<DaoConfig, ?, ?, ?> rules() {
    return new DaoCanister();
  }

  @Override
  protected List<String> invalidConfigs() {
    return List.of(
        "{}",
        validConfig().replace("\"quorumBps\": 2000", "\"quorumBps\": 5001"),
        validConfig().replace("em77e-bvlzu-aq", "rrkah-fqaaa-aaaaa-aaaaq-cai"),
        validConfig().replace("em77e-bvlzu-aq", "em77e-bvlzu-ab"),
        validConfig().replace("\"P7D\"", "\"P1D\""));
  }

  @Test
  void saysWhatAnAdminMayWantToSeeAndWarnsOfAShortTimelock() throws IOException {
    var config = exampleConfig();
    var hasty =
        JSON.readValue(validConfig().replace("\"P2D\"", "\"PT47H59M59S\""), DaoConfig.class);

    assertThat(DaoTemplate.details(config))
        .isEqualTo(
            Map.of(
                "name", "Builders of the harbour",
                "tokenId", "ryjl3-tyaaa-aaaaa-aaaba-cai",
                "governanceLevel", "SEMI_MANAGED",
                "votingPowerModel", "PROPORTIONAL",
                "initialMembers", "2"));
    assertThat(DaoTemplate.details(hasty)).containsKey("warning");
    assertThat(template().validate(hasty, NOW)).isEmpty();
  }

  @Nested
  class TheExample {

    @Test
    void namesPrincipalsWhoseChecksumsAreRight() throws IOException {
      var config = exampleConfig();

      assertThat(config.tokenId().problem(Principal.Form.TEXTUAL)).isEmpty();
      assertThat(config.contacts())
          .isNotEmpty()
          .allSatisfy(contact -> assertThat(contact.problem(Principal.Form.TEXTUAL)).isEmpty());
      assertThat(config.members())
          .isNotEmpty()
          .allSatisfy(
              member -> assertThat(member.principal().problem(Principal.Form.TEXTUAL)).isEmpty());
    }

    @Test
    void hasMembersWhoCanProposeAtOnce() throws IOException {
      var rules = new DaoCanister();
      var config = exampleConfig();
      var created = (DaoEvent.Created) rules.create(config, config.tokenId(), NOW);

      assertThat(config.members())
          .allSatisfy(member ->
              assertThat(
                      config.votingPowerModel().power(DaoHistory.initialEntries(created, member)))
                  .isGreaterThanOrEqualTo(config.proposalThreshold()));
    }
  }

  @Nested
  class TheSchema {
    @Test
    void hasATitleADescriptionAndExamplesForEveryField() throws IOException {
      assertThat(FormFields.of(JSON.readTree(template().configSchema())))
          .contains(
              "/name",
              "/votingPeriod/min",
              "/lockTiers/multiplierBps",
              "/emergencyContacts",
              "/initialMembers/stake");
    }

    @Test
    void namesEveryFieldOfTheConfigAndNoOther() throws IOException {
      assertThat(names("")).containsExactlyInAnyOrder(components(DaoConfig.class));
      assertThat(names("/votingPeriod")).containsExactlyInAnyOrder(components(VotingPeriod.class));
      assertThat(names("/lockTiers/items")).containsExactlyInAnyOrder(components(LockTier.class));
      assertThat(names("/initialMembers/items"))
          .containsExactlyInAnyOrder(components(InitialMember.class));
    }

    @Test
    void saysWhatTheDefaultsAre() throws IOException {
      JsonNode properties = properties();
      Params params = JSON.readValue("{}", DaoConfig.class).params();

      assertThat(properties.at("/quorumBps/default").asInt()).isEqualTo(params.quorumBps());
      assertThat(properties.at("/approvalBps/default").asInt()).isEqualTo(params.approvalBps());
      assertThat(properties.at("/timelock/default").asText()).isEqualTo("P2D");
      assertThat(params.timelock()).hasDays(2);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {}                                                   | required required required required required required required required
            {GOOD,'colour':'red'}                                | additionalProperties
            {GOOD,'name':''}                                     | minLength
            {GOOD,'description':5}                               | type
            {GOOD,'governanceLevel':'ANARCHY'}                   | enum
            {GOOD,'votingPowerModel':'equal'}                    | enum
            {GOOD,'minimumStake':5}                              | type
            {GOOD,'minimumStake':'-5'}                           | pattern
            {GOOD,'proposalThreshold':'5.0'}                     | pattern
            {GOOD,'quorumBps':99}                                | minimum
            {GOOD,'quorumBps':5001}                              | maximum
            {GOOD,'approvalBps':4999}                            | minimum
            {GOOD,'approvalBps':'5000'}                          | type
            {GOOD,'timelock':'P1M'}                              | pattern
            {GOOD,'timelock':null}                               | type
            {GOOD,'votingPeriod':{}}                             | required required
            {GOOD,'votingPeriod':{'min':'P1D','max':'P1W'}}      | pattern
            {GOOD,'lockTiers':[]}                                | minItems
            {GOOD,'lockTiers':[null]}                            | type
            {GOOD,'lockTiers':[{}]}                              | required required
            {GOOD,'lockTiers':[{'days':6,'multiplierBps':30001}]} | minimum maximum
            {GOOD,'emergencyContacts':[null]}                    | type
            {GOOD,'pauseEnabled':'yes'}                          | type
            {GOOD,'initialMembers':[null]}                       | type
            {GOOD,'initialMembers':[{'principal':'a'}]}          | required
            {GOOD,'initialMembers':[{'principal':'a','stake':'1','tier':1}]} | additionalProperties
            {GOOD}                                               |
            """)
    void saysWhatIsWrong(String config, @Nullable String keywords) throws IOException {
      String json = config.replace("GOOD", GOOD).replace('\'', '"');

      assertThat(brokenBy(json)).containsExactlyInAnyOrder(keywords(keywords));
    }

    private static final String GOOD =
        "'name':'Harbour','description':'Builds.','tokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai',"
            + "'governanceLevel':'MOTION_ONLY','votingPowerModel':'EQUAL','minimumStake':'1',"
            + "'proposalThreshold':'1','proposalDeposit':'100000000'";
  }
}
