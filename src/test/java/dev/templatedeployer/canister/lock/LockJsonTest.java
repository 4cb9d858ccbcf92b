package dev.templatedeployer.canister.lock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.template.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is kept of locks, byte for byte. Events are kept for ever: a change that breaks this test
/// breaks every lock there is, so give what is new a new name instead.
class LockJsonTest {
  static final ObjectMapper JSON = Json.mapper();

  static final String CONFIG =
      "{'name':'Team tokens','tokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai','beneficiary':'em77e-bvlzu-aq',"
          + "'amount':'100000000000000000','schedule':{'kind':'CLIFF','duration':'PT17280H','cliff':'PT2160H',"
          + "'cliffBps':1000,'every':'CUSTOM','everySeconds':3600},'initialBps':500,"
          + "'earlyUnlock':{'penaltyBps':2000,'minLock':'PT720H'},'emergencyUnlock':true,'cancellable':false}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Created            | {'config':CONFIG,'owner':'rrkah-fqaaa-aaaaa-aaaaq-cai','start':'2026-03-01T12:00:00Z','at':'2026-03-01T12:00:00.250Z'}
          Claimed            | {'beneficiary':'em77e-bvlzu-aq','amount':'7','at':'2026-03-01T12:00:00Z'}
          UnlockedEarly      | {'beneficiary':'em77e-bvlzu-aq','amount':'7','penalty':'3','penaltyRecipient':'aaaaa-aa','at':'2026-03-01T12:00:00Z'}
          UnlockedEarly      | {'beneficiary':'em77e-bvlzu-aq','amount':'7','penalty':'3','at':'2026-03-01T12:00:00Z'}
          Released           | {'amount':'7','reason':'The key is lost.','at':'2026-03-01T12:00:00Z'}
          BeneficiaryChanged | {'from':'em77e-bvlzu-aq','to':'aaaaa-aa','at':'2026-03-01T12:00:00Z'}
          Cancelled          | {'returned':'7','reason':'She left.','at':'2026-03-01T12:00:00Z'}
          """)
  void anEventIsKeptLikeThis(String name, String kept) throws JsonProcessingException {
    assertKept(kept, requireNonNull(new LockCanister().events().get(name)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          claim                | {}
          claim                | {'amount':'7'}
          early-unlock         | {}
          emergency-release    | {'reason':'The key is lost.'}
          transfer-beneficiary | {'to':'em77e-bvlzu-aq'}
          cancel               | {'reason':'She left.'}
          """)
  void anOperationIsSentLikeThis(String name, String sent) throws JsonProcessingException {
    assertKept(sent, requireNonNull(new LockCanister().operations().get(name)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'kind':'INSTANT'}
          {'kind':'STEPPED','steps':[{'after':'PT24H','bps':10000}]}
          {'kind':'CUSTOM','events':[{'at':'2026-03-01T12:00:00Z','amount':'7'}]}
          """)
  void aScheduleIsKeptLikeThis(String schedule) throws JsonProcessingException {
    assertKept(CONFIG.replaceFirst("\\{'kind'.*?}", schedule), LockConfig.class);
  }

  @Test
  void aHeadIsKeptLikeThis() throws JsonProcessingException {
    assertKept(
        "{'config':CONFIG,'owner':'rrkah-fqaaa-aaaaa-aaaaq-cai','beneficiary':'em77e-bvlzu-aq',"
            + "'start':'2026-03-01T12:00:00Z','status':'CANCELLED','claimed':'7','penalised':'0',"
            + "'returned':'9','endedAt':'2026-03-02T12:00:00Z','claimCount':1,"
            + "'lastClaims':[{'beneficiary':'em77e-bvlzu-aq','amount':'7','at':'2026-03-01T12:00:00Z'}],"
            + "'createdAt':'2026-03-01T12:00:00Z','updatedAt':'2026-03-02T12:00:00Z'}",
        Lock.class);
  }

  private static void assertKept(String kept, Class<?> type) throws JsonProcessingException {
    String json = kept.replace("CONFIG", CONFIG).replace('\'', '"');

    assertThat(JSON.writeValueAsString(JSON.readValue(json, type))).isEqualTo(json);
  }
}
