package dev.templatedeployer.canister.launchpad;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.template.catalog.Json;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is kept of launchpads, byte for byte. Events are kept for ever: a change that breaks this
/// test breaks every launchpad there is, so give what is new a new name instead.
class LaunchpadJsonTest {
  static final ObjectMapper JSON = Json.mapper();

  static final String TOKEN =
      "{'symbol':'HRB','name':'Harbour','decimals':2,'supply':'20000','tokenId':'rrkah-fqaaa-aaaaa-aaaaq-cai'}";
  static final String WINDOW = "{'from':'2026-03-02T12:00:00Z','to':'2026-03-11T12:00:00Z'}";
  static final String CATEGORY =
      "{'name':'Sale','bps':10000,'schedule':{'kind':'SINGLE','duration':'PT24H'},'initialBps':500}";

  static final String CONFIG =
      "{'project':{'name':'Harbour','description':'A market for shipping space.',"
          + "'website':'https://harbour.example'},'saleToken':TOKEN,"
          + "'purchaseTokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai','saleType':'PRIVATE_SALE',"
          + "'totalSaleAmount':'10000','tokenPrice':'30','softCap':'300','hardCap':'1000',"
          + "'minContribution':'10','maxContribution':'400','maxParticipants':7,"
          + "'saleStart':'2026-03-11T12:00:00Z','saleEnd':'2026-03-21T12:00:00Z',"
          + "'claimStart':'2026-03-31T12:00:00Z','whitelistWindow':WINDOW,'whitelist':['ben'],"
          + "'blacklist':['mallory'],'categories':[CATEGORY],'platformFeeBps':500,"
          + "'successFeeBps':100,'pausable':true,'cancellable':false,"
          + "'emergencyContacts':['2chl6-4hpzw-vqaaa-aaaaa-c']}";

  static final String TERMS =
      "{'name':'Harbour','saleToken':TOKEN,'purchaseTokenId':'ryjl3-tyaaa-aaaaa-aaaba-cai',"
          + "'saleType':'PRIVATE_SALE','totalSaleAmount':'10000','tokenPrice':'30','softCap':'300',"
          + "'hardCap':'1000','minContribution':'10','maxContribution':'400','maxParticipants':7,"
          + "'saleStart':'2026-03-11T12:00:00Z','saleEnd':'2026-03-21T12:00:00Z',"
          + "'claimStart':'2026-03-31T12:00:00Z','whitelistWindow':WINDOW,"
          + "'forWhitelistedOnly':true,'blacklisted':1,'saleCategory':0,'platformFeeBps':500,"
          + "'successFeeBps':100,'pausable':true,'cancellable':false,"
          + "'emergencyContacts':['2chl6-4hpzw-vqaaa-aaaaa-c']}";

  static final String EVENTS =
      """
      Created     | {'config':CONFIG,'owner':'rrkah-fqaaa-aaaaa-aaaaq-cai','at':'2026-03-01T12:00:00.250Z'}
      Contributed | {'participant':'ben','asked':'500','accepted':'400','refunded':'100','reason':'USER_CAP','isNew':true,'at':'2026-03-12T12:00:00Z'}
      Contributed | {'participant':'ben','asked':'500','accepted':'400','refunded':'100','reason':'HARD_CAP','isNew':false,'at':'2026-03-12T12:00:00Z'}
      Contributed | {'participant':'ben','asked':'400','accepted':'400','refunded':'0','isNew':true,'at':'2026-03-12T12:00:00Z'}
      Whitelisted | {'principals':['eve','ada'],'at':'2026-03-03T12:00:00Z'}
      Advanced    | {'status':'SALE_ACTIVE','at':'2026-03-11T12:00:00Z'}
      Succeeded   | {'raised':'301','sold':'1003','unsold':'2997','platformFee':'15','successFee':'3','proceeds':'283','at':'2026-03-21T12:00:00Z'}
      Failed      | {'raised':'299','at':'2026-03-21T12:00:00Z'}
      Claimed     | {'participant':'ben','amount':'7','allocation':'9','remaining':'2','isFirst':true,'at':'2026-03-31T12:00:00Z'}
      Completed   | {'owner':'rrkah-fqaaa-aaaaa-aaaaq-cai','dust':'1','at':'2026-03-31T12:00:00Z'}
      Refunded    | {'participant':'ben','amount':'400','at':'2026-03-21T12:00:00Z'}
      Finalised   | {'at':'2026-03-21T12:00:00Z'}
      Cancelled   | {'raised':'299','reason':'We stop.','at':'2026-03-12T12:00:00Z'}
      Paused      | {'by':'2chl6-4hpzw-vqaaa-aaaaa-c','reason':'Something is wrong.','at':'2026-03-12T12:00:00Z'}
      Unpaused    | {'by':'2chl6-4hpzw-vqaaa-aaaaa-c','at':'2026-03-12T12:00:00Z'}
      """;

  static final String OPERATIONS =
      """
      contribute | {}
      contribute | {'amount':'7'}
      whitelist  | {}
      whitelist  | {'principals':['eve','ada']}
      advance    | {}
      finalise   | {}
      claim      | {}
      claim      | {'participant':'ben'}
      refund     | {}
      refund     | {'participant':'ben'}
      cancel     | {'reason':'We stop.'}
      pause      | {'reason':'Something is wrong.'}
      unpause    | {}
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = EVENTS)
  void anEventIsKeptLikeThis(String name, String kept) throws JsonProcessingException {
    assertKept(kept, requireNonNull(new LaunchpadCanister().events().get(name)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = OPERATIONS)
  void anOperationIsSentLikeThis(String name, String sent) throws JsonProcessingException {
    assertKept(sent, requireNonNull(new LaunchpadCanister().operations().get(name)));
  }

  @Test
  void noEventAndNoOperationIsLeftOut() {
    assertThat(firstColumn(EVENTS)).isEqualTo(new LaunchpadCanister().events().keySet());
    assertThat(firstColumn(OPERATIONS)).isEqualTo(new LaunchpadCanister().operations().keySet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          participants | {'contributed':'400','refunded':'0','claimed':'0'}
          participants | {'contributed':'400','refunded':'0','allocation':'9','claimed':'7'}
          whitelist    | {'since':'2026-03-01T12:00:00.250Z'}
          blacklist    | {'since':'2026-03-01T12:00:00.250Z'}
          categories   | CATEGORY
          categories   | {'name':'Team','bps':1,'initialBps':0}
          project      | {'name':'Harbour','description':'A market for shipping space.'}
          """)
  void aRowIsKeptLikeThis(String table, String kept) throws JsonProcessingException {
    assertKept(kept, requireNonNull(new LaunchpadCanister().rowTypes().get(table)));
  }

  @Test
  void aHeadIsKeptLikeThis() throws JsonProcessingException {
    String totals =
        "{'raised':'301','participants':3,'whitelisted':4,'allocated':'9','claimed':'7','refunded':'0','settled':1}";
    String times = "'createdAt':'2026-03-01T12:00:00Z','updatedAt':'2026-03-31T12:00:00Z'}";

    assertKept(
        "{'terms':TERMS,'owner':'rrkah-fqaaa-aaaaa-aaaaq-cai','status':'UPCOMING','totals':"
            + totals
            + ","
            + times,
        Launchpad.class);
    assertKept(
        "{'terms':TERMS,'owner':'rrkah-fqaaa-aaaaa-aaaaq-cai','status':'CLAIMING','totals':"
            + totals
            + ",'paused':{'by':'ben','reason':'Something is wrong.','at':'2026-03-31T12:00:00Z'},"
            + "'settlement':{'sold':'1003','unsold':'2997','platformFee':'15','successFee':'3',"
            + "'proceeds':'283','at':'2026-03-21T12:00:00Z'},"
            + "'cancelled':{'reason':'We stop.','at':'2026-03-31T12:00:00Z'},"
            + times,
        Launchpad.class);
  }

  private static void assertKept(String kept, Class<?> type) throws JsonProcessingException {
    String json =
        kept.replace("CONFIG", CONFIG)
            .replace("TERMS", TERMS)
            .replace("TOKEN", TOKEN)
            .replace("WINDOW", WINDOW)
            .replace("CATEGORY", CATEGORY)
            .replace('\'', '"');

    assertThat(JSON.writeValueAsString(JSON.readValue(json, type))).isEqualTo(json);
  }

  private static Set<String> firstColumn(String table) {
    return table
        .lines()
        .map(line -> Arrays.asList(line.split("\\|", -1)).getFirst().strip())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
