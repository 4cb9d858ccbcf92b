package dev.templatedeployer.canister.dao;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.template.catalog.Json;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept of DAOs, byte for byte. Events are kept for ever: a change that breaks this test
/// breaks every DAO there is, so give what is new a new name instead.
class DaoJsonTest {
  static final ObjectMapper JSON = Json.mapper();

  static final String PARAMS =
      "'minimumStake':'100','proposalThreshold':'1000','proposalDeposit':'100000000','quorumBps':2000,"
          + "'approvalBps':5000,'votingPeriod':{'min':'PT24H','max':'PT168H'},'timelock':'PT48H'";
  static final String TIERS =
      "'lockTiers':[{'days':7,'multiplierBps':11000}],'emergencyContacts':['aaaaa-aa'],'pauseEnabled':true";
  static final String CONFIG =
      "{'name':'Harbour','description':'Builds.','tokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai',"
          + "'governanceLevel':'SEMI_MANAGED','votingPowerModel':'QUADRATIC',"
          + PARAMS
          + ","
          + TIERS
          + ",'initialMembers':[{'principal':'em77e-bvlzu-aq','stake':'100'}]}";
  static final String STAKE =
      "{'entry':2,'amount':'7','multiplierBps':11000,'stakedAt':'2026-03-01T12:00:00Z','unlocksAt':'2026-03-08T12:00:00Z'}";
  static final String TERMS =
      "{'totalPower':'10000','mostPower':'4000','quorumBps':2000,'approvalBps':5000,'timelock':'PT48H'}";
  static final String TRANSFER = "{'kind':'TRANSFER','to':'aaaaa-aa','amount':'7'}";

  private static final String EVENTS =
      """
      Created           | {'config':CONFIG,'owner':'aaaaa-aa','at':NOON}
      Staked            | {'member':'aaaaa-aa','stake':STAKE,'powerBefore':'0','power':'7','at':NOON}
      Unstaked          | {'member':'aaaaa-aa','stake':STAKE,'powerBefore':'7','power':'0','at':NOON}
      Funded            | {'by':'aaaaa-aa','amount':'7','at':NOON}
      Proposed          | {'proposal':1,'proposer':'aaaaa-aa','title':'Do it','action':{'kind':'MOTION'},'terms':TERMS,'deposit':'1','votingEndsAt':NOON,'at':NOON}
      Proposed          | {'proposal':1,'proposer':'aaaaa-aa','title':'Do it','description':'Now.','action':TRANSFER,'terms':TERMS,'deposit':'1','votingEndsAt':NOON,'at':NOON}
      Voted             | {'proposal':1,'by':'aaaaa-aa','choice':'ABSTAIN','power':'7','at':NOON}
      ProposalAccepted  | {'proposal':1,'proposer':'aaaaa-aa','returned':'1','readyAt':NOON,'at':NOON}
      ProposalRejected  | {'proposal':1,'proposer':'aaaaa-aa','cause':'QUORUM_NOT_REACHED','returned':'0','kept':'1','at':NOON}
      ProposalExecuted  | {'proposal':1,'action':TRANSFER,'at':NOON}
      ProposalFailed    | {'proposal':1,'reason':'It is empty.','at':NOON}
      ProposalExpired   | {'proposal':1,'at':NOON}
      ProposalCancelled | {'proposal':1,'proposer':'aaaaa-aa','by':'aaaaa-aa','reason':'No.','from':'OPEN','returned':'0','kept':'1','at':NOON}
      Paused            | {'by':'aaaaa-aa','reason':'A key is lost.','at':NOON}
      Unpaused          | {'by':'aaaaa-aa','at':NOON}
      """;

  private static final String OPERATIONS =
      """
      stake    | {'amount':'7','tier':1}
      unstake  | {'entry':1}
      fund     | {'amount':'7'}
      propose  | {'title':'Do it','action':{'kind':'MOTION'}}
      propose  | {'title':'Do it','description':'Now.','action':TRANSFER,'votingPeriod':'PT48H'}
      propose  | {'action':{'kind':'PARAMS','params':{'quorumBps':2000}}}
      propose  | {'action':{'kind':'PARAMS','params':{PARAMS}}}
      propose  | {'action':{'kind':'RAISE_LEVEL','level':'FULLY_MANAGED'}}
      propose  | {'action':{'kind':'MINT','amount':'7'}}
      propose  | {'action':{'kind':'BURN','amount':'7'}}
      propose  | {'action':{'kind':'CALL','call':{'canisterId':'aaaaa-aa','method':'set_fee','argument':'10'}}}
      vote     | {'proposal':1,'choice':'YES'}
      finalise | {'proposal':1}
      execute  | {'proposal':1}
      cancel   | {'proposal':1,'reason':'No.'}
      pause    | {'reason':'A key is lost.'}
      unpause  | {}
      """;

  private static final String ROWS =
      """
      members   | {'entries':[STAKE],'lastEntry':2,'power':'7','checkpoints':[{'fromProposal':1,'power':'7','at':NOON}],'proposedAt':[NOON],'votedAt':[NOON]}
      proposals | {'number':1,'proposer':'aaaaa-aa','title':'Do it','kind':'TRANSFER','decided':'OPEN','terms':TERMS,'tally':{'yes':'1','no':'2','abstain':'3','voters':4},'deposit':'1','proposedAt':NOON,'votingEndsAt':NOON}
      proposals | {'number':1,'proposer':'aaaaa-aa','title':'Do it','kind':'TRANSFER','decided':'FAILED','terms':TERMS,'tally':{'yes':'1','no':'2','abstain':'3','voters':4},'deposit':'0','proposedAt':NOON,'votingEndsAt':NOON,'readyAt':NOON,'closedAt':NOON,'note':'It is empty.'}
      papers    | {'action':{'kind':'MOTION'}}
      papers    | {'description':'Now.','action':TRANSFER}
      votes     | {'choice':'NO','power':'7','at':NOON}
      about     | {'description':'Builds.'}
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = EVENTS)
  void anEventIsKeptLikeThis(String name, String kept) throws JsonProcessingException {
    assertKept(kept, requireNonNull(new DaoCanister().events().get(name)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = OPERATIONS)
  void anOperationIsSentLikeThis(String name, String sent) throws JsonProcessingException {
    assertKept(sent, requireNonNull(new DaoCanister().operations().get(name)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ROWS)
  void aRowIsKeptLikeThis(String table, String kept) throws JsonProcessingException {
    assertKept(kept, requireNonNull(new DaoCanister().rowTypes().get(table)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'pause':PAUSE,"})
  void aHeadIsKeptLikeThis(String pause) throws JsonProcessingException {
    assertKept(
        "{'charter':{'name':'Harbour','tokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai','owner':'aaaaa-aa',"
            + "'votingPowerModel':'QUADRATIC',TIERS,'createdAt':NOON},"
            + "'governanceLevel':'SEMI_MANAGED','params':{PARAMS},"
            + "'stakes':{'members':1,'held':'2','in':'3','out':'1','power':'2'},"
            + "'treasury':{'balance':'1','deposits':'2','minted':'3','burned':'4','paid':'5'},"
            + "'proposals':{'made':45,'open':2,'accepted':3,'rejected':4,'succeeded':5,'failed':6,"
            + "'cancelled':7,'expired':8,'votes':9000000000},"
            + pause
            + "'updatedAt':NOON}",
        Dao.class);
  }

  @Test
  void leavesOutNoEventNoOperationAndNoTable() {
    var rules = new DaoCanister();

    assertThat(firstColumn(EVENTS)).isEqualTo(rules.events().keySet());
    assertThat(firstColumn(OPERATIONS)).isEqualTo(rules.operations().keySet());
    assertThat(firstColumn(ROWS)).isEqualTo(rules.rowTypes().keySet());
  }

  private static Set<String> firstColumn(String table) {
    var names = new HashSet<String>();
    Arrays.stream(table.split("\n", -1))
        .filter(line -> !line.isBlank())
        .forEach(line -> names.add(line.substring(0, line.indexOf('|')).strip()));
    return names;
  }

  private static void assertKept(String kept, Class<?> type) throws JsonProcessingException {
    String json =
        kept.replace("CONFIG", CONFIG)
            .replace("STAKE", STAKE)
            .replace("TERMS", TERMS)
            .replace(":TRANSFER", ":" + TRANSFER)
            .replace("PARAMS}", PARAMS + "}")
            .replace("TIERS", TIERS)
            .replace("PAUSE", "{'by':'aaaaa-aa','reason':'A key is lost.','at':NOON}")
            .replace("NOON", "'2026-03-01T12:00:00.250Z'")
            .replace('\'', '"');

    assertThat(JSON.writeValueAsString(JSON.readValue(json, type))).isEqualTo(json);
  }
}
