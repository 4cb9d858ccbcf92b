package dev.templatedeployer.canister.distribution;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.template.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept of distributions, byte for byte. Events are kept for ever: a change that breaks
/// this test breaks every distribution there is, so give what is new a new name instead.
class DistributionJsonTest {
  static final ObjectMapper JSON = Json.mapper();

  static final String CONFIG =
      "{'title':'Thanks','description':'For testers.','tokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai',"
          + "'campaign':'AIRDROP','totalAmount':'1000','eligibility':{'kind':'WHITELIST',"
          + "'recipients':[{'principal':'em77e-bvlzu-aq','amount':'600','note':'The first.'},"
          + "{'principal':'aaaaa-aa','amount':'400'}]},'start':'2026-04-01T00:00:00Z',"
          + "'end':'2027-01-01T00:00:00Z','schedule':{'kind':'LINEAR','duration':'PT4320H',"
          + "'every':'DAILY'},'initialBps':500,'allowCancel':true,'allowModification':false,"
          + "'earlyUnlock':{'penaltyBps':2000,'minLock':'PT720H'},"
          + "'claimLimit':{'max':2,'window':'PT24H'}}";

  static final String CONFIG_IN_HEAD = CONFIG.replaceFirst(",'recipients':\\[.*?]", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Created         | {'config':CONFIG,'owner':'rrkah-fqaaa-aaaaa-aaaaq-cai','at':'2026-03-01T12:00:00.250Z'}
          Funded          | {'amount':'1000','at':'2026-03-01T12:00:00Z'}
          Activated       | {'start':'2026-04-01T00:00:00Z','at':'2026-03-01T12:00:00Z'}
          Registered      | {'participant':'em77e-bvlzu-aq','allocation':'600','at':'2026-03-01T12:00:00Z'}
          Claimed         | {'participant':'em77e-bvlzu-aq','amount':'7','claimed':'9','left':'591','at':'2026-03-01T12:00:00Z'}
          UnlockedEarly   | {'participant':'em77e-bvlzu-aq','amount':'7','penalty':'3','penaltyRecipient':'aaaaa-aa','claimed':'9','at':'2026-03-01T12:00:00Z'}
          UnlockedEarly   | {'participant':'em77e-bvlzu-aq','amount':'7','penalty':'3','claimed':'9','at':'2026-03-01T12:00:00Z'}
          RecipientsAdded | {'recipients':[{'principal':'em77e-bvlzu-aq','amount':'600','note':'Late.'}],'at':'2026-03-01T12:00:00Z'}
          Paused          | {'reason':'An audit.','at':'2026-03-01T12:00:00Z'}
          Resumed         | {'end':'2027-01-01T00:00:00Z','at':'2026-03-01T12:00:00Z'}
          Resumed         | {'at':'2026-03-01T12:00:00Z'}
          Cancelled       | {'returned':'7','reason':'A mistake.','at':'2026-03-01T12:00:00Z'}
          Completed       | {'returned':'7','at':'2026-03-01T12:00:00Z'}
          """)
  void anEventIsKeptLikeThis(String name, String kept) throws JsonProcessingException {
    assertKept(kept, requireNonNull(new DistributionCanister().events().get(name)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          fund           | {'amount':'1000'}
          activate       | {}
          register       | {}
          register       | {'amount':'600','proof':['00ff','11ee']}
          claim          | {}
          claim          | {'amount':'7'}
          early-unlock   | {}
          add-recipients | {'recipients':[{'principal':'em77e-bvlzu-aq','amount':'600','note':'Late.'}]}
          pause          | {'reason':'An audit.'}
          resume         | {}
          cancel         | {'reason':'A mistake.'}
          complete       | {}
          """)
  void anOperationIsSentLikeThis(String name, String sent) throws JsonProcessingException {
    assertKept(sent, requireNonNull(new DistributionCanister().operations().get(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'WHITELIST','recipientsRef':{'uri':'https://example.com','sha256':'00','merkleRoot':'11',"
            + "'count':5,'total':'7'}}",
        "{'kind':'OPEN','perUser':'7','maxRecipients':5,"
            + "'registration':{'from':'2026-04-01T00:00:00Z','to':'2026-05-01T00:00:00Z'}}"
      })
  void eligibilityIsKeptLikeThis(String eligibility) throws JsonProcessingException {
    assertKept(eligibility, Eligibility.class);
  }

  @Test
  void aHeadIsKeptLikeThis() throws JsonProcessingException {
    assertKept(
        "{'config':HEAD,'owner':'rrkah-fqaaa-aaaaa-aaaaq-cai','status':'PAUSED',"
            + "'totals':{'total':'1000','funded':'1000','allocated':'1000','claimed':'7',"
            + "'penalised':'3','returned':'0','endedEarly':'10'},"
            + "'counts':{'participants':2,'claimants':1,'finished':1,'claims':1},"
            + "'start':'2026-04-01T00:00:00Z','end':'2027-01-01T00:00:00Z',"
            + "'activatedAt':'2026-03-01T12:00:00Z','pausedAt':'2026-03-02T12:00:00Z',"
            + "'createdAt':'2026-03-01T12:00:00Z','updatedAt':'2026-03-02T12:00:00Z'}",
        Distribution.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'allocation':'600','claimed':'0','penalised':'0','status':'ELIGIBLE','note':'The first.',"
            + "'joinedAt':'2026-03-01T12:00:00Z','updatedAt':'2026-03-01T12:00:00Z'}",
        "{'allocation':'600','claimed':'7','penalised':'0','status':'PARTIAL_CLAIM',"
            + "'window':{'start':'2026-03-02T12:00:00Z','claims':1},"
            + "'joinedAt':'2026-03-01T12:00:00Z','updatedAt':'2026-03-02T12:00:00Z'}"
      })
  void aRowIsKeptLikeThis(String kept) throws JsonProcessingException {
    assertKept(kept, Participant.class);
  }

  private static void assertKept(String kept, Class<?> type) throws JsonProcessingException {
    String json = kept.replace("CONFIG", CONFIG).replace("HEAD", CONFIG_IN_HEAD).replace('\'', '"');

    assertThat(JSON.writeValueAsString(JSON.readValue(json, type))).isEqualTo(json);
  }
}
