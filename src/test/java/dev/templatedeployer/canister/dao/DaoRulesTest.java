package dev.templatedeployer.canister.dao;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.template.Violation;
import dev.templatedeployer.template.catalog.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaoRulesTest {
  static final ObjectMapper JSON = Json.mapper();

  static final String GOOD =
      """
      {
        "name": "Harbour",
        "description": "Decides how the harbour is built.",
        "tokenId": "ryjl3-tyaaa-aaaaa-aaaba-cai",
        "governanceLevel": "SEMI_MANAGED",
        "votingPowerModel": "PROPORTIONAL",
        "minimumStake": "100",
        "proposalThreshold": "1000",
        "proposalDeposit": "100000000",
        "quorumBps": 2000,
        "approvalBps": 5000,
        "votingPeriod": {"min": "P1D", "max": "P7D"},
        "timelock": "P2D",
        "lockTiers": [{"days": 7, "multiplierBps": 11000}, {"days": 90, "multiplierBps": 15000}],
        "emergencyContacts": ["rrkah-fqaaa-aaaaa-aaaaq-cai", "em77e-bvlzu-aq"],
        "pauseEnabled": true,
        "initialMembers": [
          {"principal": "rrkah-fqaaa-aaaaa-aaaaq-cai", "stake": "100"},
          {"principal": "em77e-bvlzu-aq", "stake": "101"}
        ]
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /name                 | 'A'
          /name                 | 100 times a
          /description          | 2000 times a
          /governanceLevel      | 'MOTION_ONLY'
          /governanceLevel      | 'FULLY_MANAGED'
          /votingPowerModel     | 'QUADRATIC'
          /minimumStake         | '1'
          /proposalThreshold    | '100000000000000000'
          /proposalDeposit      | '1000000000000'
          /quorumBps            | -
          /quorumBps            | 100
          /quorumBps            | 5000
          /approvalBps          | -
          /approvalBps          | 10000
          /votingPeriod         | -
          /votingPeriod         | {'min':'PT1H','max':'PT1H1S'}
          /votingPeriod         | {'min':'P29D','max':'P30D'}
          /timelock             | -
          /timelock             | 'PT1H'
          /timelock             | 'P7D'
          /lockTiers            | -
          /lockTiers            | [{'days':1095,'multiplierBps':30000}]
          /lockTiers            | [{'days':7,'multiplierBps':10000}]
          /emergencyContacts/1  | -
          /pauseEnabled         | -
          /pauseEnabled         | false
          /initialMembers       | -
          /initialMembers       | []
          /initialMembers       | 1000 members
          """)
  void letGoodOnesPass(String field, String value) throws JsonProcessingException {
    assertThat(found(DaoRules.check(goodBut(field, value)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /name                       | -                     | /name REQUIRED
          /name                       | ''                    | /name BLANK
          /name                       | '  '                  | /name BLANK
          /name                       | 101 times a           | /name WRONG_LENGTH
          /description                | -                     | /description REQUIRED
          /description                | ' '                   | /description BLANK
          /description                | 2001 times a          | /description WRONG_LENGTH
          /tokenId                    | -                     | /tokenId REQUIRED
          /tokenId                    | '2vxsx-fae'           | /tokenId NOT_A_PRINCIPAL
          /tokenId                    | 129 times a           | /tokenId NOT_A_PRINCIPAL
          /governanceLevel            | -                     | /governanceLevel REQUIRED
          /votingPowerModel           | -                     | /votingPowerModel REQUIRED
          /votingPowerModel           | 'EQUAL'               | /proposalThreshold UNREACHABLE
          /minimumStake               | -                     | /minimumStake REQUIRED
          /minimumStake               | '0'                   | /minimumStake MUST_BE_POSITIVE
          /minimumStake               | '-1'                  | /minimumStake MUST_BE_POSITIVE
          /minimumStake               | '101'                 | /initialMembers/0/stake BELOW_MINIMUM
          /minimumStake               | '102'                 | /initialMembers/0/stake BELOW_MINIMUM, /initialMembers/1/stake BELOW_MINIMUM
          /proposalThreshold          | -                     | /proposalThreshold REQUIRED
          /proposalThreshold          | '0'                   | /proposalThreshold MUST_BE_POSITIVE
          /proposalThreshold          | '100000000000000001'  | /proposalThreshold TOO_LARGE
          /proposalDeposit            | -                     | /proposalDeposit REQUIRED
          /proposalDeposit            | '0'                   | /proposalDeposit MUST_BE_POSITIVE
          /proposalDeposit            | '99999999'            | /proposalDeposit OUT_OF_RANGE
          /proposalDeposit            | '1000000000001'       | /proposalDeposit OUT_OF_RANGE
          /proposalDeposit            | '100000000000000001'  | /proposalDeposit TOO_LARGE
          /quorumBps                  | 99                    | /quorumBps OUT_OF_RANGE
          /quorumBps                  | 5001                  | /quorumBps OUT_OF_RANGE
          /quorumBps                  | -1                    | /quorumBps OUT_OF_RANGE
          /approvalBps                | 4999                  | /approvalBps OUT_OF_RANGE
          /approvalBps                | 10001                 | /approvalBps OUT_OF_RANGE
          /votingPeriod               | {}                    | /votingPeriod/min REQUIRED, /votingPeriod/max REQUIRED
          /votingPeriod/min           | -                     | /votingPeriod/min REQUIRED
          /votingPeriod/min           | 'PT59M59S'            | /votingPeriod/min TOO_SHORT
          /votingPeriod/min           | 'PT0S'                | /votingPeriod/min MUST_BE_POSITIVE
          /votingPeriod/min           | 'P7D'                 | /votingPeriod/max NOT_LONGER
          /votingPeriod/min           | 'P8D'                 | /votingPeriod/max NOT_LONGER
          /votingPeriod/max           | 'P30DT1S'             | /votingPeriod/max TOO_LONG
          /votingPeriod/max           | 'P2DT0.5S'            | /votingPeriod/max NOT_WHOLE_SECONDS
          /timelock                   | 'PT59M59S'            | /timelock TOO_SHORT
          /timelock                   | 'P7DT1S'              | /timelock TOO_LONG
          /timelock                   | '-P1D'                | /timelock MUST_BE_POSITIVE
          /timelock                   | 'PT1H0.5S'            | /timelock NOT_WHOLE_SECONDS
          /lockTiers                  | []                    | /lockTiers WRONG_SIZE
          /lockTiers                  | 11 tiers              | /lockTiers WRONG_SIZE
          /lockTiers                  | [null]                | /lockTiers/0 REQUIRED
          /lockTiers                  | [{}]                  | /lockTiers/0/days OUT_OF_RANGE, /lockTiers/0/multiplierBps OUT_OF_RANGE
          /lockTiers/0/days           | 6                     | /lockTiers/0/days OUT_OF_RANGE
          /lockTiers/1/days           | 1096                  | /lockTiers/1/days OUT_OF_RANGE
          /lockTiers/1/days           | 7                     | /lockTiers/1/days NOT_INCREASING
          /lockTiers/0/multiplierBps  | 9999                  | /lockTiers/0/multiplierBps OUT_OF_RANGE
          /lockTiers/1/multiplierBps  | 30001                 | /lockTiers/1/multiplierBps OUT_OF_RANGE
          /lockTiers/1/multiplierBps  | 11000                 | /lockTiers/1/multiplierBps NOT_INCREASING
          /lockTiers/0                | {'days':91,'multiplierBps':15001} | /lockTiers/1/days NOT_INCREASING, /lockTiers/1/multiplierBps NOT_INCREASING
          /emergencyContacts          | -                     | /emergencyContacts CONTACT_REQUIRED
          /emergencyContacts          | []                    | /emergencyContacts CONTACT_REQUIRED
          /emergencyContacts          | 11 contacts           | /emergencyContacts WRONG_SIZE
          /emergencyContacts          | ['a','b','a']         | /emergencyContacts/2 DUPLICATE
          /emergencyContacts          | ['2vxsx-fae']         | /emergencyContacts/0 NOT_A_PRINCIPAL
          /emergencyContacts          | [null]                | /emergencyContacts/0 REQUIRED
          /initialMembers             | 1001 members          | /initialMembers WRONG_SIZE
          /initialMembers             | [null]                | /initialMembers/0 REQUIRED
          /initialMembers             | [{}]                  | /initialMembers/0/principal REQUIRED, /initialMembers/0/stake REQUIRED
          /initialMembers/1/principal | 'rrkah-fqaaa-aaaaa-aaaaq-cai' | /initialMembers/1/principal DUPLICATE
          /initialMembers/1/principal | '2vxsx-fae'           | /initialMembers/1/principal NOT_A_PRINCIPAL
          /initialMembers/1/stake     | '99'                  | /initialMembers/1/stake BELOW_MINIMUM
          /initialMembers/1/stake     | '0'                   | /initialMembers/1/stake MUST_BE_POSITIVE
          /initialMembers/1/stake     | '100000000000000001'  | /initialMembers/1/stake TOO_LARGE
          /initialMembers/1/stake     | '100000000000000000'  | /initialMembers SUM_TOO_LARGE
          """)
  void findWhatIsWrong(String field, String value, String expected) throws JsonProcessingException {
    assertThat(found(DaoRules.check(goodBut(field, value)))).isEqualTo(expected);
  }

  @Test
  void findEverythingAtOnce() throws JsonProcessingException {
    var config =
        JSON.readValue(
            """
            {
              "name": " ",
              "description": "",
              "tokenId": "2vxsx-fae",
              "votingPowerModel": "EQUAL",
              "minimumStake": "0",
              "proposalThreshold": "2",
              "proposalDeposit": "1",
              "quorumBps": 0,
              "approvalBps": 0,
              "votingPeriod": {"min": "PT1S", "max": "P31D"},
              "timelock": "PT1M",
              "lockTiers": [{"days": 1, "multiplierBps": 1}],
              "emergencyContacts": [""],
              "pauseEnabled": true,
              "initialMembers": [{"principal": "", "stake": "0"}]
            }
            """,
            DaoConfig.class);

    assertThat(found(DaoRules.check(config)))
        .isEqualTo(
            "/name BLANK, /description BLANK, /tokenId NOT_A_PRINCIPAL, /governanceLevel REQUIRED,"
                + " /lockTiers/0/days OUT_OF_RANGE, /lockTiers/0/multiplierBps OUT_OF_RANGE,"
                + " /minimumStake MUST_BE_POSITIVE, /proposalDeposit OUT_OF_RANGE,"
                + " /quorumBps OUT_OF_RANGE, /approvalBps OUT_OF_RANGE, /votingPeriod/min TOO_SHORT,"
                + " /votingPeriod/max TOO_LONG, /timelock TOO_SHORT,"
                + " /emergencyContacts/0 NOT_A_PRINCIPAL,"
                + " /initialMembers/0/principal NOT_A_PRINCIPAL,"
                + " /initialMembers/0/stake MUST_BE_POSITIVE");
  }

  @Test
  void findWhatIsMissingFromNothing() throws JsonProcessingException {
    assertThat(found(DaoRules.check(JSON.readValue("{}", DaoConfig.class))))
        .isEqualTo(
            "/name REQUIRED, /description REQUIRED, /tokenId REQUIRED, /governanceLevel REQUIRED,"
                + " /votingPowerModel REQUIRED, /minimumStake REQUIRED,"
                + " /proposalThreshold REQUIRED, /proposalDeposit REQUIRED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /votingPowerModel     | 'EQUAL'     | Nobody could ever propose: with the model EQUAL a member has a voting power of at most 1, and 'proposalThreshold' is '1000'.
          /proposalDeposit      | '1'         | 'proposalDeposit' must be from 100000000 to 1000000000000 base units, which are 1 to 10000 tokens; it is '1'.
          /votingPeriod/min     | 'P7D'       | Nobody could choose how long to vote: 'max' must be longer than 'min', which is 'PT168H'; it is 'PT168H'.
          /timelock             | 'PT1M'      | 'timelock' must be at least an hour; it is 'PT1M'.
          /lockTiers/1/days     | 7           | A tier must lock for longer than the one before it, which has '7' days; this has '7'.
          /emergencyContacts    | []          | Nobody could pause the DAO: 'pauseEnabled' is true, and there is no emergency contact. Name one, or leave out 'pauseEnabled'.
          /emergencyContacts    | ['a','a']   | 'a' is there twice. Name everybody once.
          /lockTiers            | []          | There must be 1 to 10 tiers; there are '0'.
          /initialMembers/0/stake | '1'       | 'stake' must be at least 'minimumStake', which is '100'; it is '1'.
          """)
  void speakSoThatAPersonCanMendIt(String field, String value, String sentence)
      throws JsonProcessingException {
    assertThat(DaoRules.check(goodBut(field, value)))
        .extracting(Violation::message)
        .containsExactly(sentence);
  }

  /// The good DAO with another value at `field`, or with none if `value` is a dash.
  private static DaoConfig goodBut(String field, String value) throws JsonProcessingException {
    JsonNode dao = JSON.readTree(GOOD);
    JsonPointer pointer = JsonPointer.compile(field);
    JsonNode parent = dao.at(pointer.head());
    if (parent instanceof ArrayNode list) {
      int index = pointer.last().getMatchingIndex();
      if (value.equals("-")) {
        list.remove(index);
      } else {
        list.set(index, JSON.readTree(spelled(value)));
      }
    } else {
      String name = pointer.last().getMatchingProperty();
      if (value.equals("-")) {
        ((ObjectNode) parent).remove(name);
      } else {
        ((ObjectNode) parent).set(name, JSON.readTree(spelled(value)));
      }
    }
    return JSON.treeToValue(dao, DaoConfig.class);
  }

  private static String spelled(String value) {
    String[] parts = value.split(" ", 3);
    if (value.contains(" times ")) {
      return "\"" + parts[2].repeat(Integer.parseInt(parts[0])) + "\"";
    }
    if (value.matches("\\d+ (tiers|contacts|members)")) {
      return IntStream.rangeClosed(1, Integer.parseInt(parts[0]))
          .mapToObj(i ->
              switch (parts[1]) {
                case "tiers" -> "{\"days\":%d,\"multiplierBps\":%d}".formatted(6 + i, 10_000 + i);
                case "contacts" -> "\"contact %d\"".formatted(i);
                default -> "{\"principal\":\"member %d\",\"stake\":\"100\"}".formatted(i);
              })
          .collect(Collectors.joining(",", "[", "]"));
    }
    return value.replace('\'', '"');
  }

  private static String found(List<Violation> violations) {
    return violations.stream()
        .map(violation -> violation.field() + " " + violation.code())
        .collect(Collectors.joining(", "));
  }
}
