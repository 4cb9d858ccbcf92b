package dev.templatedeployer.canister.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.template.Violation;
import dev.templatedeployer.template.catalog.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockRulesTest {
  static final ObjectMapper JSON = Json.mapper();
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static final String GOOD =
      """
      {
        "name": "Team tokens",
        "tokenId": "ryjl3-tyaaa-aaaaa-aaaba-cai",
        "beneficiary": "rrkah-fqaaa-aaaaa-aaaaq-cai",
        "amount": "1000",
        "start": "2026-03-01T12:00:00Z",
        "initialBps": 500,
        "schedule": {"kind": "CLIFF", "cliff": "P90D", "cliffBps": 1000, "duration": "P720D"},
        "earlyUnlock": {"penaltyBps": 2000, "recipient": "em77e-bvlzu-aq", "minLock": "P30D"},
        "emergencyUnlock": true,
        "cancellable": true
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /name                   | 'A'
          /name                   | 'Token für Zoë 🎉'
          /amount                 | '1'
          /amount                 | '100000000000000000'
          /start                  | -
          /start                  | '2027-03-01T12:00:00Z'
          /start                  | '2027-03-01T13:00:00+01:00'
          /start                  | '2024-10-01T00:00:00Z'
          /initialBps             | -
          /initialBps             | 0
          /initialBps             | 9000
          /schedule               | {'kind':'SINGLE','duration':'PT1S'}
          /schedule               | {'kind':'LINEAR','duration':'P3650D','every':'YEARLY'}
          /earlyUnlock            | -
          /earlyUnlock            | {'penaltyBps':0}
          /earlyUnlock/penaltyBps | 10000
          /earlyUnlock/recipient  | -
          /earlyUnlock/minLock    | 'P3650D'
          /emergencyUnlock        | -
          /cancellable            | -
          """)
  void findNothingWrongWithAGoodLock(String field, String value) throws JsonProcessingException {
    assertThat(LockRules.check(goodBut(field, value), NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /name                   | -                               | /name REQUIRED
          /name                   | ''                              | /name BLANK
          /name                   | '  '                            | /name BLANK
          /name                   | 101 times a                     | /name WRONG_LENGTH
          /tokenId                | -                               | /tokenId REQUIRED
          /tokenId                | ''                              | /tokenId NOT_A_PRINCIPAL
          /tokenId                | '2vxsx-fae'                     | /tokenId NOT_A_PRINCIPAL
          /tokenId                | 129 times a                     | /tokenId NOT_A_PRINCIPAL
          /beneficiary            | -                               | /beneficiary REQUIRED
          /beneficiary            | '2vxsx-fae'                     | /beneficiary NOT_A_PRINCIPAL
          /beneficiary            | ' '                             | /beneficiary NOT_A_PRINCIPAL
          /amount                 | -                               | /amount REQUIRED
          /amount                 | '0'                             | /amount MUST_BE_POSITIVE
          /amount                 | '-1'                            | /amount MUST_BE_POSITIVE
          /amount                 | '100000000000000001'            | /amount TOO_LARGE
          /amount                 | 38 times 9                      | /amount TOO_LARGE
          /start                  | '2027-03-01T12:00:01Z'          | /start TOO_LATE
          /start                  | '9999-12-31T23:59:59Z'          | /start TOO_LATE
          /start                  | '+1000000000-12-31T23:59:59Z'   | /start TOO_LATE
          /start                  | '2021-03-02T11:59:59Z'          | /start TOO_EARLY
          /start                  | '1970-01-01T00:00:00Z'          | /start TOO_EARLY
          /start                  | '2021-03-03T00:00:00Z'          | /schedule NOTHING_LOCKED
          /initialBps             | -1                              | /initialBps OUT_OF_RANGE
          /initialBps             | 10001                           | /initialBps OUT_OF_RANGE
          /initialBps             | 9001                            | /schedule/cliffBps SUM_TOO_LARGE
          /schedule               | -                               | /schedule REQUIRED
          /schedule               | {}                              | /schedule/kind REQUIRED
          /schedule               | {'kind':'INSTANT'}              | /schedule NOTHING_LOCKED
          /schedule               | {'kind':'SINGLE'}               | /schedule/duration REQUIRED
          /schedule               | {'kind':'SINGLE','duration':'P3651D'} | /schedule/duration TOO_LONG
          /schedule               | {'kind':'LINEAR','duration':'P1D','every':'WEEKLY'} | /schedule/every TOO_LONG
          /schedule               | {'kind':'LINEAR','duration':'P1D','cliff':'P1D'}    | /schedule/cliff SUPERFLUOUS
          /schedule               | {'kind':'STEPPED','steps':[{'after':'P1D','bps':1}]} | /schedule/steps SUM_MISMATCH
          /schedule               | {'kind':'CUSTOM','events':[{'at':'2026-04-01T00:00:00Z','amount':'1000'}]} | /schedule/events SUM_MISMATCH
          /schedule               | {'kind':'CUSTOM','events':[{'at':'2026-02-01T00:00:00Z','amount':'950'}]} | /schedule/events/0/at TOO_EARLY
          /schedule/cliff         | -                               | /schedule/cliff REQUIRED
          /schedule/cliff         | 'PT0S'                          | /schedule/cliff MUST_BE_POSITIVE
          /schedule/cliffBps      | -                               | /schedule/cliffBps REQUIRED
          /schedule/duration      | 'P3600D'                        | /schedule/duration TOO_LONG
          /schedule/everySeconds  | 60                              | /schedule/everySeconds SUPERFLUOUS
          /earlyUnlock/penaltyBps | -1                              | /earlyUnlock/penaltyBps OUT_OF_RANGE
          /earlyUnlock/penaltyBps | 10001                           | /earlyUnlock/penaltyBps OUT_OF_RANGE
          /earlyUnlock/recipient  | '2vxsx-fae'                     | /earlyUnlock/recipient NOT_A_PRINCIPAL
          /earlyUnlock/recipient  | ''                              | /earlyUnlock/recipient NOT_A_PRINCIPAL
          /earlyUnlock/minLock    | 'PT0S'                          | /earlyUnlock/minLock MUST_BE_POSITIVE
          /earlyUnlock/minLock    | 'P3651D'                        | /earlyUnlock/minLock TOO_LONG
          /earlyUnlock/minLock    | 'PT0.5S'                        | /earlyUnlock/minLock NOT_WHOLE_SECONDS
          """)
  void findWhatIsWrong(String field, String value, String expected) throws JsonProcessingException {
    assertThat(found(LockRules.check(goodBut(field, value), NOW))).isEqualTo(expected);
  }

  @Test
  void findEverythingAtOnce() throws JsonProcessingException {
    var config =
        JSON.readValue(
            """
            {
              "name": " ",
              "beneficiary": "2vxsx-fae",
              "amount": "0",
              "start": "1970-01-01T00:00:00Z",
              "initialBps": 20000,
              "schedule": {"kind": "SINGLE", "cliff": "P1D"},
              "earlyUnlock": {"penaltyBps": -5, "minLock": "-P1D"}
            }
            """,
            LockConfig.class);

    assertThat(found(LockRules.check(config, NOW)))
        .isEqualTo(
            "/name BLANK, /tokenId REQUIRED, /beneficiary NOT_A_PRINCIPAL, /amount MUST_BE_POSITIVE,"
                + " /start TOO_EARLY, /initialBps OUT_OF_RANGE, /schedule/cliff SUPERFLUOUS,"
                + " /schedule/duration REQUIRED, /earlyUnlock/penaltyBps OUT_OF_RANGE,"
                + " /earlyUnlock/minLock MUST_BE_POSITIVE");
  }

  @Test
  void findWhatIsMissingFromNothing() throws JsonProcessingException {
    assertThat(found(LockRules.check(JSON.readValue("{}", LockConfig.class), NOW)))
        .isEqualTo(
            "/name REQUIRED, /tokenId REQUIRED, /beneficiary REQUIRED, /amount REQUIRED,"
                + " /schedule REQUIRED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /amount      | '0'                                   | 'amount' must be greater than 0; it is '0'.
          /beneficiary | '2vxsx-fae'                           | 'beneficiary' '2vxsx-fae' is the anonymous principal.
          /start       | '2030-01-01T00:00:00Z'                | 'start' must be within 365 days from now; it is '2030-01-01T00:00:00Z'.
          /schedule    | {'kind':'SINGLE'}                     | 'duration' is missing.
          /schedule    | {'kind':'INSTANT'}                    | Everything would be unlocked from the beginning: the schedule ends at '2026-03-01T12:00:00Z', and it is '2026-03-01T12:00:00Z'. Let it end in the future.
          /initialBps  | 10001                                 | 'initialBps' must be from 0 to 10000 basis points; it is '10001'.
          """)
  void speakSoThatAPersonCanMendIt(String field, String value, String sentence)
      throws JsonProcessingException {
    assertThat(LockRules.check(goodBut(field, value), NOW))
        .extracting(Violation::message)
        .containsExactly(sentence);
  }

  /// The good lock with another value at `field`, or with none if `value` is a dash.
  private static LockConfig goodBut(String field, String value) throws JsonProcessingException {
    JsonNode lock = JSON.readTree(GOOD);
    JsonPointer pointer = JsonPointer.compile(field);
    ObjectNode parent = (ObjectNode) lock.at(pointer.head());
    String name = pointer.last().getMatchingProperty();
    if (value.equals("-")) {
      parent.remove(name);
    } else {
      parent.set(name, JSON.readTree(spelled(value)));
    }
    return JSON.treeToValue(lock, LockConfig.class);
  }

  private static String spelled(String value) {
    if (value.contains(" times ")) {
      String[] parts = value.split(" times ", 2);
      return "\"" + parts[1].repeat(Integer.parseInt(parts[0])) + "\"";
    }
    return value.replace('\'', '"');
  }

  private static String found(List<Violation> violations) {
    return violations.stream()
        .map(violation -> violation.field() + " " + violation.code())
        .collect(Collectors.joining(", "));
  }
}
