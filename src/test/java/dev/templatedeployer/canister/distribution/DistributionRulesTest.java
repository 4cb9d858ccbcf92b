package dev.templatedeployer.canister.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import dev.templatedeployer.template.catalog.Json;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionRulesTest {
  static final ObjectMapper JSON = Json.mapper();
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /// Unlocks the last on 2026-09-28.
  static final String GOOD =
      """
      {
        "title": "Thanks to our testers",
        "description": "For everybody who tested.",
        "tokenId": "ryjl3-tyaaa-aaaaa-aaaba-cai",
        "campaign": "AIRDROP",
        "totalAmount": "1000",
        "eligibility": {
          "kind": "WHITELIST",
          "recipients": [
            {"principal": "rrkah-fqaaa-aaaaa-aaaaq-cai", "amount": "600", "note": "The first."},
            {"principal": "em77e-bvlzu-aq", "amount": "400"}
          ]
        },
        "start": "2026-04-01T00:00:00Z",
        "end": "2027-01-01T00:00:00Z",
        "initialBps": 500,
        "schedule": {"kind": "LINEAR", "duration": "P180D", "every": "DAILY"},
        "allowCancel": true,
        "allowModification": true,
        "earlyUnlock": {"penaltyBps": 2000, "recipient": "em77e-bvlzu-aq", "minLock": "P30D"},
        "claimLimit": {"max": 2, "window": "P1D"}
      }
      """;

  /// Stand for values that are too long for a line.
  static final String REF =
      """
      {'uri':'https://example.com/list.json','sha256':'DIGEST','merkleRoot':'DIGEST','count':20000,'total':'1000'}\
      """
          .replace("DIGEST", "0123456789abcdef".repeat(4));

  static final String WITH_LIST = "{'kind':'WHITELIST','recipientsRef':" + REF + "}";
  static final String OPEN_TO_ALL =
      "{'kind':'OPEN','perUser':'10','maxRecipients':100,"
          + "'registration':{'from':'2026-04-01T00:00:00Z','to':'2026-05-01T00:00:00Z'}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /title                       | 'A'
          /title                       | 'Token für Zoë 🎉'
          /description                 | -
          /description                 | 2000 times a
          /campaign                    | 'VESTING'
          /campaign                    | 'LOCK'
          /campaign                    | 'LAUNCHPAD'
          /eligibility                 | {'kind':'WHITELIST','recipients':[{'principal':'em77e-bvlzu-aq','amount':'1000'}]}
          /eligibility                 | WITH_LIST
          /eligibility                 | OPEN_TO_ALL
          /eligibility/recipients/0/note | 200 times a
          /eligibility/recipients/0/note | -
          /start                       | -
          /start                       | '2026-03-01T12:00:01Z'
          /start                       | '2026-03-01T13:00:01+01:00'
          /end                         | -
          /end                         | '2026-09-28T00:00:00Z'
          /initialBps                  | -
          /initialBps                  | 10000
          /schedule                    | {'kind':'INSTANT'}
          /schedule                    | {'kind':'CLIFF','cliff':'P30D','cliffBps':9500,'duration':'P150D','every':'MONTHLY'}
          /schedule                    | {'kind':'STEPPED','steps':[{'after':'P1D','bps':9500}]}
          /schedule                    | {'kind':'CUSTOM','events':[{'at':'2026-04-02T00:00:00Z','amount':'950'}]}
          /allowCancel                 | -
          /allowModification           | -
          /earlyUnlock                 | -
          /claimLimit                  | -
          /claimLimit/max              | 10000
          /claimLimit/window           | 'PT1M'
          /claimLimit/window           | 'P30D'
          """)
  void findNothingWrongWithAGoodDistribution(String field, String value)
      throws JsonProcessingException {
    assertThat(DistributionRules.check(goodBut(field, value), NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /title                       | -                                | /title REQUIRED
          /title                       | ' '                              | /title BLANK
          /title                       | 101 times a                      | /title WRONG_LENGTH
          /description                 | ''                               | /description BLANK
          /description                 | 2001 times a                     | /description WRONG_LENGTH
          /tokenId                     | -                                | /tokenId REQUIRED
          /tokenId                     | '2vxsx-fae'                      | /tokenId NOT_A_PRINCIPAL
          /tokenId                     | ''                               | /tokenId NOT_A_PRINCIPAL
          /campaign                    | -                                | /campaign REQUIRED
          /totalAmount                 | -                                | /totalAmount REQUIRED
          /totalAmount                 | '0'                              | /totalAmount MUST_BE_POSITIVE
          /totalAmount                 | '-5'                             | /totalAmount MUST_BE_POSITIVE
          /totalAmount                 | '100000000000000001'             | /totalAmount TOO_LARGE
          /totalAmount                 | '999'                            | /eligibility/recipients SUM_MISMATCH
          /totalAmount                 | '1001'                           | /eligibility/recipients SUM_MISMATCH
          /eligibility                 | -                                | /eligibility REQUIRED
          /eligibility                 | {}                               | /eligibility/kind REQUIRED
          /eligibility                 | {'kind':'WHITELIST'}             | /eligibility/recipients REQUIRED
          /eligibility                 | {'kind':'WHITELIST','recipients':[]} | /eligibility/recipients WRONG_SIZE
          /eligibility/perUser         | '10'                             | /eligibility/perUser SUPERFLUOUS
          /eligibility/maxRecipients   | 10                               | /eligibility/maxRecipients SUPERFLUOUS
          /eligibility/registration    | {'from':'2026-04-01T00:00:00Z','to':'2026-05-01T00:00:00Z'} | /eligibility/registration SUPERFLUOUS
          /eligibility/recipientsRef   | REF                              | /eligibility/recipients SUPERFLUOUS
          /eligibility/recipients/0/principal | -                         | /eligibility/recipients/0/principal REQUIRED
          /eligibility/recipients/0/principal | '2vxsx-fae'               | /eligibility/recipients/0/principal NOT_A_PRINCIPAL
          /eligibility/recipients/0/principal | 129 times a               | /eligibility/recipients/0/principal NOT_A_PRINCIPAL
          /eligibility/recipients/1/principal | 'rrkah-fqaaa-aaaaa-aaaaq-cai' | /eligibility/recipients/1/principal DUPLICATE
          /eligibility/recipients/1/amount | -                            | /eligibility/recipients/1/amount REQUIRED
          /eligibility/recipients/1/amount | '0'                          | /eligibility/recipients/1/amount MUST_BE_POSITIVE
          /eligibility/recipients/1/amount | '-400'                       | /eligibility/recipients/1/amount MUST_BE_POSITIVE
          /eligibility/recipients/1/amount | '401'                        | /eligibility/recipients SUM_MISMATCH
          /eligibility/recipients/1/note | ' '                            | /eligibility/recipients/1/note BLANK
          /eligibility/recipients/1/note | 201 times a                    | /eligibility/recipients/1/note WRONG_LENGTH
          /eligibility                 | WITH_LIST but uri '' | /eligibility/recipientsRef/uri BLANK
          /eligibility                 | WITH_LIST but uri 'example.com/list.json' | /eligibility/recipientsRef/uri NOT_A_URI
          /eligibility                 | WITH_LIST but uri 'file:///etc/list.json' | /eligibility/recipientsRef/uri NOT_A_URI
          /eligibility                 | WITH_LIST but uri 501 times a | /eligibility/recipientsRef/uri WRONG_LENGTH
          /eligibility                 | WITH_LIST but sha256 'abc' | /eligibility/recipientsRef/sha256 NOT_A_DIGEST
          /eligibility                 | WITH_LIST but sha256 64 times A | /eligibility/recipientsRef/sha256 NOT_A_DIGEST
          /eligibility                 | WITH_LIST but merkleRoot - | /eligibility/recipientsRef/merkleRoot REQUIRED
          /eligibility                 | WITH_LIST but merkleRoot 64 times g | /eligibility/recipientsRef/merkleRoot NOT_A_DIGEST
          /eligibility                 | WITH_LIST but count 0 | /eligibility/recipientsRef/count OUT_OF_RANGE
          /eligibility                 | WITH_LIST but count 100001 | /eligibility/recipientsRef/count OUT_OF_RANGE
          /eligibility                 | WITH_LIST but total '999' | /eligibility/recipientsRef/total SUM_MISMATCH
          /eligibility                 | WITH_LIST but total '0' | /eligibility/recipientsRef/total MUST_BE_POSITIVE
          /eligibility                 | {'kind':'OPEN'} | /eligibility/perUser REQUIRED, /eligibility/maxRecipients REQUIRED, /eligibility/registration REQUIRED
          /eligibility                 | OPEN_TO_ALL but recipients [] | /eligibility/recipients SUPERFLUOUS
          /eligibility                 | OPEN_TO_ALL but recipientsRef REF | /eligibility/recipientsRef SUPERFLUOUS
          /eligibility                 | OPEN_TO_ALL but perUser '0' | /eligibility/perUser MUST_BE_POSITIVE
          /eligibility                 | OPEN_TO_ALL but perUser '11' | /eligibility/maxRecipients SUM_TOO_LARGE
          /eligibility                 | OPEN_TO_ALL but maxRecipients 101 | /eligibility/maxRecipients SUM_TOO_LARGE
          /eligibility                 | OPEN_TO_ALL but maxRecipients 0 | /eligibility/maxRecipients OUT_OF_RANGE
          /eligibility                 | OPEN_TO_ALL but maxRecipients 100001 | /eligibility/maxRecipients OUT_OF_RANGE
          /eligibility                 | OPEN_TO_ALL but registration {} | /eligibility/registration/from REQUIRED, /eligibility/registration/to REQUIRED
          /eligibility                 | OPEN_TO_ALL but registration {'from':'2026-03-31T23:59:59Z','to':'2026-05-01T00:00:00Z'} | /eligibility/registration/from TOO_EARLY
          /eligibility                 | OPEN_TO_ALL but registration {'from':'2026-04-01T00:00:00Z','to':'2026-04-01T00:00:00Z'} | /eligibility/registration/to NOT_INCREASING
          /eligibility                 | OPEN_TO_ALL but registration {'from':'2026-04-01T00:00:00Z','to':'2027-01-01T00:00:01Z'} | /eligibility/registration/to TOO_LATE
          /eligibility                 | OPEN_TO_ALL but registration {'from':'2026-04-01T00:00:00Z','to':'+1000000000-12-31T23:59:59Z'} | /eligibility/registration/to TOO_LATE
          /start                       | '2026-03-01T12:00:00Z'           | /start TOO_EARLY
          /start                       | '1970-01-01T00:00:00Z'           | /start TOO_EARLY
          /start                       | '2036-02-27T12:00:01Z'           | /start TOO_LATE
          /start                       | '+1000000000-12-31T23:59:59Z'    | /start TOO_LATE
          /start                       | '2027-01-01T00:00:00Z'           | /end TOO_EARLY
          /start                       | '2026-12-31T23:59:59Z'           | /end BEFORE_LAST_UNLOCK
          /end                         | '2026-04-01T00:00:00Z'           | /end TOO_EARLY
          /end                         | '2026-09-27T23:59:59Z'           | /end BEFORE_LAST_UNLOCK
          /end                         | '2099-01-01T00:00:00Z'           | /end TOO_LATE
          /end                         | '+1000000000-12-31T23:59:59Z'    | /end TOO_LATE
          /initialBps                  | -1                               | /initialBps OUT_OF_RANGE
          /initialBps                  | 10001                            | /initialBps OUT_OF_RANGE
          /schedule                    | -                                | /schedule REQUIRED
          /schedule                    | {}                               | /schedule/kind REQUIRED
          /schedule                    | {'kind':'LINEAR'}                | /schedule/duration REQUIRED
          /schedule                    | {'kind':'LINEAR','duration':'P3651D'} | /schedule/duration TOO_LONG
          /schedule                    | {'kind':'LINEAR','duration':'P1D','every':'WEEKLY'} | /schedule/every TOO_LONG
          /schedule                    | {'kind':'CLIFF','cliff':'P1D','cliffBps':9501,'duration':'P1D'} | /schedule/cliffBps SUM_TOO_LARGE
          /schedule                    | {'kind':'STEPPED','steps':[{'after':'P1D','bps':9499}]} | /schedule/steps SUM_MISMATCH
          /schedule                    | {'kind':'CUSTOM','events':[{'at':'2026-04-02T00:00:00Z','amount':'1000'}]} | /schedule/events SUM_MISMATCH
          /schedule                    | {'kind':'CUSTOM','events':[{'at':'2026-03-31T00:00:00Z','amount':'950'}]} | /schedule/events/0/at TOO_EARLY
          /earlyUnlock/penaltyBps      | 10001                            | /earlyUnlock/penaltyBps OUT_OF_RANGE
          /earlyUnlock/recipient       | '2vxsx-fae'                      | /earlyUnlock/recipient NOT_A_PRINCIPAL
          /earlyUnlock/minLock         | 'PT0S'                           | /earlyUnlock/minLock MUST_BE_POSITIVE
          /claimLimit                  | {}                               | /claimLimit/max OUT_OF_RANGE, /claimLimit/window REQUIRED
          /claimLimit/max              | 0                                | /claimLimit/max OUT_OF_RANGE
          /claimLimit/max              | 10001                            | /claimLimit/max OUT_OF_RANGE
          /claimLimit/window           | 'PT59S'                          | /claimLimit/window TOO_SHORT
          /claimLimit/window           | 'P31D'                           | /claimLimit/window TOO_LONG
          /claimLimit/window           | 'PT0S'                           | /claimLimit/window MUST_BE_POSITIVE
          /claimLimit/window           | 'PT60.5S'                        | /claimLimit/window NOT_WHOLE_SECONDS
          """)
  void findWhatIsWrong(String field, String value, String expected) throws JsonProcessingException {
    assertThat(found(DistributionRules.check(goodBut(field, value), NOW))).isEqualTo(expected);
  }

  @Test
  void findEverythingAtOnce() throws JsonProcessingException {
    var config =
        JSON.readValue(
            """
            {
              "title": " ",
              "tokenId": "2vxsx-fae",
              "totalAmount": "0",
              "eligibility": {
                "kind": "WHITELIST",
                "recipients": [{"amount": "-1"}, {"principal": "em77e-bvlzu-aq", "note": ""}],
                "perUser": "5"
              },
              "start": "1970-01-01T00:00:00Z",
              "end": "1970-01-01T00:00:00Z",
              "initialBps": 20000,
              "schedule": {"kind": "SINGLE", "cliff": "P1D"},
              "earlyUnlock": {"penaltyBps": -5},
              "claimLimit": {"max": -1, "window": "PT1S"}
            }
            """,
            DistributionConfig.class);

    assertThat(found(DistributionRules.check(config, NOW)))
        .isEqualTo(
            "/title BLANK, /tokenId NOT_A_PRINCIPAL, /campaign REQUIRED,"
                + " /totalAmount MUST_BE_POSITIVE, /eligibility/perUser SUPERFLUOUS,"
                + " /eligibility/recipients/0/principal REQUIRED,"
                + " /eligibility/recipients/0/amount MUST_BE_POSITIVE,"
                + " /eligibility/recipients/1/amount REQUIRED,"
                + " /eligibility/recipients/1/note BLANK, /start TOO_EARLY,"
                + " /initialBps OUT_OF_RANGE, /schedule/cliff SUPERFLUOUS,"
                + " /schedule/duration REQUIRED, /earlyUnlock/penaltyBps OUT_OF_RANGE,"
                + " /claimLimit/max OUT_OF_RANGE, /claimLimit/window TOO_SHORT");
  }

  @Test
  void findWhatIsMissingFromNothing() throws JsonProcessingException {
    assertThat(found(DistributionRules.check(JSON.readValue("{}", DistributionConfig.class), NOW)))
        .isEqualTo(
            "/title REQUIRED, /tokenId REQUIRED, /campaign REQUIRED, /totalAmount REQUIRED,"
                + " /eligibility REQUIRED, /schedule REQUIRED");
  }

  @Test
  void boundARegistrationEvenWithoutAStart() throws JsonProcessingException {
    assertThat(found(checkWithoutStart("2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z"))).isEmpty();
    assertThat(found(checkWithoutStart("2026-02-01T00:00:00Z", "2026-03-01T12:00:00Z")))
        .isEqualTo("/eligibility/registration/to TOO_EARLY");
  }

  @Test
  void letAConfigNameTenThousandRecipientsAndNoMore() {
    assertThat(EligibilityRules.check("", recipients(10_000), BigInteger.valueOf(10_000)))
        .isEmpty();
    assertThat(found(EligibilityRules.check("", recipients(10_001), BigInteger.valueOf(10_001))))
        .isEqualTo("/recipients WRONG_SIZE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /totalAmount | '999'                  | The amounts of all recipients must add up to the 'totalAmount' '999'; they add up to '1000'.
          /start       | '2026-03-01T12:00:00Z' | 'start' must be in the future, and it is '2026-03-01T12:00:00Z'; it is '2026-03-01T12:00:00Z'. Leave it out to start with the activation.
          /end         | '2026-05-01T00:00:00Z' | 'end' must not be before everything is unlocked, '2026-09-28T00:00:00Z' at the earliest; it is '2026-05-01T00:00:00Z'.
          /eligibility | OPEN_TO_ALL but perUser '11' | '100' times perUser are '1100', which is more than the totalAmount '1000'.
          /eligibility | {'kind':'WHITELIST'}   | 'recipients' is missing. Name them, or say in 'recipientsRef' where the list is.
          /eligibility/recipients/1/principal | 'rrkah-fqaaa-aaaaa-aaaaq-cai' | 'rrkah-fqaaa-aaaaa-aaaaq-cai' is named before. Name everybody once, with all that is theirs.
          /claimLimit/window | 'PT59S'          | 'window' must be at least 60 seconds; it is 'PT59S'.
          """)
  void speakSoThatAPersonCanMendIt(String field, String value, String sentence)
      throws JsonProcessingException {
    assertThat(DistributionRules.check(goodBut(field, value), NOW))
        .extracting(Violation::message)
        .containsExactly(sentence);
  }

  private static List<Violation> checkWithoutStart(String from, String to)
      throws JsonProcessingException {
    ObjectNode config = (ObjectNode) JSON.readTree(GOOD);
    config.remove(List.of("start", "end"));
    config.set(
        "eligibility",
        JSON.readTree(
            spelled("OPEN_TO_ALL but registration {'from':'%s','to':'%s'}".formatted(from, to))));
    return DistributionRules.check(JSON.treeToValue(config, DistributionConfig.class), NOW);
  }

  private static Eligibility recipients(int count) {
    return Eligibility.of(
        IntStream.range(0, count)
            .mapToObj(i -> new Recipient(new Principal("r" + i), BigInteger.ONE, null))
            .toList());
  }

  /// The good distribution with another value at `field`, or with none if `value` is a dash.
  private static DistributionConfig goodBut(String field, String value)
      throws JsonProcessingException {
    JsonNode config = JSON.readTree(GOOD);
    JsonPointer pointer = JsonPointer.compile(field);
    put((ObjectNode) config.at(pointer.head()), pointer.last().getMatchingProperty(), value);
    return JSON.treeToValue(config, DistributionConfig.class);
  }

  private static void put(ObjectNode parent, String name, String value)
      throws JsonProcessingException {
    if (value.equals("-")) {
      parent.remove(name);
    } else {
      parent.set(name, JSON.readTree(spelled(value)));
    }
  }

  /// The JSON that a line of a table means, such as `OPEN_TO_ALL but perUser '11'`.
  private static String spelled(String value) throws JsonProcessingException {
    var but = Pattern.compile("(\\w+) but (\\w+) (.+)").matcher(value);
    if (but.matches()) {
      ObjectNode whole = (ObjectNode) JSON.readTree(spelled(but.group(1)));
      ObjectNode changed =
          whole.has("recipientsRef") ? (ObjectNode) whole.get("recipientsRef") : whole;
      put(changed, but.group(2), but.group(3));
      return whole.toString();
    }
    var times = Pattern.compile("(\\d+) times (.)").matcher(value);
    return times.matches()
        ? "\"" + times.group(2).repeat(Integer.parseInt(times.group(1))) + "\""
        : value
            .replace("WITH_LIST", WITH_LIST)
            .replace("OPEN_TO_ALL", OPEN_TO_ALL)
            .replace("REF", REF)
            .replace('\'', '"');
  }

  private static String found(List<Violation> violations) {
    return violations.stream()
        .map(violation -> violation.field() + " " + violation.code())
        .collect(Collectors.joining(", "));
  }
}
