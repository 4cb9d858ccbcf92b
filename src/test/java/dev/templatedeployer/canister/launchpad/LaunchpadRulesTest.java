package dev.templatedeployer.canister.launchpad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.template.Violation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchpadRulesTest {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static final String GOOD =
      """
      {
        "project": {"name": "Harbour", "description": "A market for shipping space.",
          "website": "https://harbour.example/about?x=1"},
        "saleToken": {"symbol": "HRB", "name": "Harbour", "decimals": 2, "supply": "1000000",
          "tokenId": "rrkah-fqaaa-aaaaa-aaaaq-cai"},
        "purchaseTokenId": "ryjl3-tyaaa-aaaaa-aaaba-cai",
        "saleType": "FIXED_PRICE",
        "totalSaleAmount": "400000",
        "tokenPrice": "50",
        "softCap": "60000",
        "hardCap": "200000",
        "minContribution": "1000",
        "maxContribution": "50000",
        "maxParticipants": 100,
        "saleStart": "2026-04-01T12:00:00Z",
        "saleEnd": "2026-04-08T12:00:00Z",
        "claimStart": "2026-04-09T12:00:00Z",
        "whitelistWindow": {"from": "2026-03-10T12:00:00Z", "to": "2026-04-01T12:00:00Z"},
        "whitelist": ["em77e-bvlzu-aq"],
        "blacklist": ["2chl6-4hpzw-vqaaa-aaaaa-c"],
        "categories": [
          {"name": "Sale", "bps": 4000, "initialBps": 2000,
            "schedule": {"kind": "LINEAR", "duration": "P30D"}},
          {"name": "Team", "bps": 6000}
        ],
        "platformFeeBps": 1000,
        "successFeeBps": 500,
        "pausable": true,
        "cancellable": true,
        "emergencyContacts": ["em77e-bvlzu-aq"]
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /project/name         | 'Pad'
          /project/website      | -
          /project/website      | 'http://localhost:8080'
          /saleToken/decimals   | 0
          /saleToken/tokenId    | -
          /saleType             | 'PRIVATE_SALE'
          /totalSaleAmount      | '400000'
          /tokenPrice           | '51'
          /softCap              | '199999'
          /minContribution      | '1'
          /minContribution      | '49999'
          /maxContribution      | -
          /maxContribution      | '200000'
          /maxParticipants      | -
          /maxParticipants      | 1
          /maxParticipants      | 50000
          /saleEnd              | '2026-04-01T13:00:00Z'
          /claimStart           | '2026-04-08T12:00:00.000000001Z'
          /claimStart           | '2036-04-05T12:00:00Z'
          /whitelistWindow      | -
          /whitelistWindow/from | '2020-01-01T00:00:00Z'
          /whitelistWindow/to   | '2026-03-10T12:00:01Z'
          /whitelist            | -
          /whitelist            | 10000 principals
          /blacklist            | -
          /blacklist            | 10000 principals
          /categories/0/name    | ' sALE '
          /categories/0/schedule | {'kind':'CUSTOM','events':[{'at':'2026-05-01T00:00:00Z','amount':'7'}]}
          /platformFeeBps       | -
          /successFeeBps        | 0
          /pausable             | -
          /cancellable          | -
          /emergencyContacts    | -
          /emergencyContacts    | 10 principals
          """)
  void findNothingWrongWithAGoodLaunchpad(String field, String value) {
    assertThat(LaunchpadRules.check(SaleConfigs.config(GOOD, field, value), NOW)).isEmpty();
  }

  @Test
  void findNothingWrongWithAFairLaunchThatFillsItsBounds() {
    assertThat(LaunchpadRules.check(SaleConfigs.fair(), NOW)).isEmpty();
    assertThat(
            LaunchpadRules.check(
                SaleConfigs.fair(
                    "/saleStart", "'2026-03-01T12:00:00.000000001Z'",
                    "/saleEnd", "'2026-05-30T12:00:00Z'",
                    "/claimStart", "'2026-05-30T12:00:01Z'"),
                NOW))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /project                | -                             | /project REQUIRED
          /project/name           | -                             | /project/name REQUIRED
          /project/name           | '   '                         | /project/name BLANK
          /project/name           | 'Ha'                          | /project/name WRONG_LENGTH
          /project/name           | 101 times a                   | /project/name WRONG_LENGTH
          /project/description    | -                             | /project/description REQUIRED
          /project/description    | 'Too short'                   | /project/description WRONG_LENGTH
          /project/description    | 2001 times a                  | /project/description WRONG_LENGTH
          /project/website        | ''                            | /project/website NOT_A_LINK
          /project/website        | 'ftp://harbour.example'       | /project/website NOT_A_LINK
          /project/website        | 'javascript:alert(1)'         | /project/website NOT_A_LINK
          /project/website        | 'https://'                    | /project/website NOT_A_LINK
          /project/website        | 'https://a b'                 | /project/website NOT_A_LINK
          /saleToken              | -                             | /saleToken REQUIRED
          /saleToken/symbol       | -                             | /saleToken/symbol REQUIRED
          /saleToken/symbol       | 11 times A                    | /saleToken/symbol WRONG_LENGTH
          /saleToken/name         | ''                            | /saleToken/name BLANK
          /saleToken/name         | 51 times a                    | /saleToken/name WRONG_LENGTH
          /saleToken/decimals     | -1                            | /saleToken/decimals OUT_OF_RANGE
          /saleToken/decimals     | 19                            | /saleToken/decimals OUT_OF_RANGE
          /saleToken/supply       | -                             | /saleToken/supply REQUIRED
          /saleToken/supply       | '0'                           | /saleToken/supply MUST_BE_POSITIVE
          /saleToken/supply       | '100000000000000001'          | /saleToken/supply TOO_LARGE
          /saleToken/supply       | '399999'                      | /totalSaleAmount EXCEEDS_SUPPLY, /categories/0/bps LESS_THAN_SOLD
          /saleToken/tokenId      | '2vxsx-fae'                   | /saleToken/tokenId NOT_A_PRINCIPAL
          /saleToken/tokenId      | 'ryjl3-tyaaa-aaaaa-aaaba-cai' | /purchaseTokenId SAME_TOKEN
          /purchaseTokenId        | -                             | /purchaseTokenId REQUIRED
          /purchaseTokenId        | '2vxsx-fae'                   | /purchaseTokenId NOT_A_PRINCIPAL
          /saleType               | -                             | /saleType REQUIRED
          /saleType               | 'FAIR_LAUNCH'                 | /tokenPrice SUPERFLUOUS
          /totalSaleAmount        | -                             | /totalSaleAmount REQUIRED
          /totalSaleAmount        | '0'                           | /totalSaleAmount MUST_BE_POSITIVE
          /totalSaleAmount        | '399999'                      | /totalSaleAmount TOO_SMALL
          /totalSaleAmount        | '400001'                      | /categories/0/bps LESS_THAN_SOLD
          /tokenPrice             | -                             | /tokenPrice REQUIRED
          /tokenPrice             | '0'                           | /tokenPrice MUST_BE_POSITIVE
          /tokenPrice             | '49'                          | /totalSaleAmount TOO_SMALL
          /tokenPrice             | '100001'                      | /minContribution BUYS_NOTHING
          /softCap                | -                             | /softCap REQUIRED
          /softCap                | '0'                           | /softCap MUST_BE_POSITIVE
          /softCap                | '200000'                      | /softCap NOT_BELOW_HARD_CAP
          /softCap                | '59999'                       | /softCap TOO_SMALL
          /hardCap                | -                             | /hardCap REQUIRED
          /hardCap                | '-5'                          | /hardCap MUST_BE_POSITIVE
          /hardCap                | '200001'                      | /softCap TOO_SMALL
          /hardCap                | '40000'                       | /softCap NOT_BELOW_HARD_CAP
          /minContribution        | -                             | /minContribution REQUIRED
          /minContribution        | '0'                           | /minContribution MUST_BE_POSITIVE
          /minContribution        | '50000'                       | /minContribution NOT_BELOW_MAXIMUM
          /maxContribution        | '0'                           | /maxContribution MUST_BE_POSITIVE
          /maxContribution        | '200001'                      | /maxContribution EXCEEDS_HARD_CAP
          /maxParticipants        | 0                             | /maxParticipants OUT_OF_RANGE
          /maxParticipants        | 50001                         | /maxParticipants OUT_OF_RANGE
          /saleStart              | -                             | /saleStart REQUIRED
          /saleStart              | '2026-03-01T12:00:00Z'        | /saleStart NOT_IN_FUTURE
          /saleStart              | '2026-04-08T11:00:01Z'        | /saleEnd TOO_SOON
          /saleStart              | '+1000000000-12-31T23:59:59Z' | /saleStart TOO_LATE
          /saleEnd                | -                             | /saleEnd REQUIRED
          /saleEnd                | '2026-04-01T12:59:59Z'        | /saleEnd TOO_SOON
          /saleEnd                | '2026-03-01T12:00:00Z'        | /saleEnd TOO_SOON
          /saleEnd                | '2026-06-30T12:00:01Z'        | /saleEnd TOO_LATE
          /claimStart             | -                             | /claimStart REQUIRED
          /claimStart             | '2026-04-08T12:00:00Z'        | /claimStart NOT_AFTER_SALE
          /claimStart             | '2036-04-05T12:00:01Z'        | /claimStart TOO_LATE
          /claimStart             | '+1000000000-12-31T23:59:59Z' | /claimStart TOO_LATE
          /whitelistWindow        | {}                            | /whitelistWindow/from REQUIRED, /whitelistWindow/to REQUIRED
          /whitelistWindow/to     | '2026-03-01T12:00:00Z'        | /whitelistWindow/to NOT_IN_FUTURE
          /whitelistWindow/to     | '2026-04-01T12:00:01Z'        | /whitelistWindow/to NOT_BEFORE_SALE
          /whitelistWindow/from   | '2026-04-01T12:00:00Z'        | /whitelistWindow/from NOT_BEFORE_END
          /whitelist              | ['2vxsx-fae']                 | /whitelist/0 NOT_A_PRINCIPAL
          /whitelist              | ['a','b','a']                 | /whitelist/2 DUPLICATE
          /whitelist              | ['2chl6-4hpzw-vqaaa-aaaaa-c'] | /blacklist/0 ALSO_WHITELISTED
          /whitelist              | 10001 principals              | /whitelist WRONG_SIZE
          /blacklist              | ['',' ']                      | /blacklist/0 NOT_A_PRINCIPAL, /blacklist/1 NOT_A_PRINCIPAL
          /blacklist              | ['a','a','a']                 | /blacklist/1 DUPLICATE, /blacklist/2 DUPLICATE
          /blacklist              | 10001 principals              | /blacklist WRONG_SIZE
          /categories             | -                             | /categories WRONG_SIZE
          /categories             | []                            | /categories WRONG_SIZE
          /categories             | [{'name':'Team','bps':10000}] | /categories SALE_CATEGORY_MISSING
          /categories/0/name      | -                             | /categories/0/name REQUIRED, /categories SALE_CATEGORY_MISSING
          /categories/0/name      | 'Sales'                       | /categories SALE_CATEGORY_MISSING
          /categories/1/name      | 'sale'                        | /categories/1/name DUPLICATE
          /categories/1/name      | 51 times a                    | /categories/1/name WRONG_LENGTH
          /categories/0/bps       | -                             | /categories/0/bps OUT_OF_RANGE
          /categories/0/bps       | 10001                         | /categories/0/bps OUT_OF_RANGE
          /categories/0/bps       | 4001                          | /categories SUM_MISMATCH
          /categories/0/initialBps | -1                           | /categories/0/initialBps OUT_OF_RANGE
          /categories/1/initialBps | 1                            | /categories/1/initialBps SUPERFLUOUS
          /categories/0/schedule  | {}                            | /categories/0/schedule/kind REQUIRED
          /categories/0/schedule  | {'kind':'SINGLE'}             | /categories/0/schedule/duration REQUIRED
          /categories/0/schedule  | {'kind':'STEPPED','steps':[{'after':'P1D','bps':10000}]} | /categories/0/schedule/steps SUM_MISMATCH
          /categories/1/schedule  | {'kind':'LINEAR','duration':'P3651D'} | /categories/1/schedule/duration TOO_LONG
          /categories/0/schedule  | {'kind':'CUSTOM','events':[{'at':'2026-04-09T11:00:00Z','amount':'7'}]} | /categories/0/schedule/events/0/at TOO_EARLY
          /platformFeeBps         | 1001                          | /platformFeeBps OUT_OF_RANGE
          /platformFeeBps         | -1                            | /platformFeeBps OUT_OF_RANGE
          /successFeeBps          | 501                           | /successFeeBps OUT_OF_RANGE
          /emergencyContacts      | 11 principals                 | /emergencyContacts WRONG_SIZE
          /emergencyContacts      | ['a','a']                     | /emergencyContacts/1 DUPLICATE
          /emergencyContacts      | ['2vxsx-fae']                 | /emergencyContacts/0 NOT_A_PRINCIPAL
          """)
  void findWhatIsWrong(String field, String value, String expected) {
    assertThat(found(LaunchpadRules.check(SaleConfigs.config(GOOD, field, value), NOW)))
        .isEqualTo(expected);
  }

  @Test
  void findThatAPrivateSaleHasNobodyToSellTo() {
    var config =
        SaleConfigs.config(
            GOOD, "/saleType", "'PRIVATE_SALE'", "/whitelist", "-", "/whitelistWindow", "-");

    assertThat(found(LaunchpadRules.check(config, NOW))).isEqualTo("/whitelist REQUIRED");
    assertThat(
            LaunchpadRules.check(
                SaleConfigs.config(GOOD, "/saleType", "'PRIVATE_SALE'", "/whitelist", "-"), NOW))
        .isEmpty();
  }

  @Test
  void findThatAFairLaunchMaySellNothingForTheLeastContribution() {
    var config = SaleConfigs.fair("/totalSaleAmount", "'99'");

    assertThat(found(LaunchpadRules.check(config, NOW))).isEqualTo("/minContribution BUYS_NOTHING");
    assertThat(LaunchpadRules.check(SaleConfigs.fair("/totalSaleAmount", "'100'"), NOW)).isEmpty();
  }

  @Test
  void findEverythingAtOnce() {
    var config =
        SaleConfigs.config(
            """
            {
              "project": {"name": "P", "description": "", "website": "harbour.example"},
              "saleToken": {"symbol": " ", "name": "Harbour", "decimals": 30, "supply": "0"},
              "purchaseTokenId": "",
              "saleType": "PRIVATE_SALE",
              "totalSaleAmount": "-1",
              "softCap": "10",
              "hardCap": "100",
              "minContribution": "7",
              "maxContribution": "101",
              "maxParticipants": -3,
              "saleStart": "2026-01-01T00:00:00Z",
              "saleEnd": "2026-02-01T00:00:00Z",
              "claimStart": "2026-01-15T00:00:00Z",
              "blacklist": ["2vxsx-fae"],
              "categories": [{"name": "Team", "bps": 20000}],
              "platformFeeBps": 5000,
              "successFeeBps": 5000,
              "emergencyContacts": ["a", "a"]
            }
            """);

    assertThat(found(LaunchpadRules.check(config, NOW)))
        .isEqualTo(
            "/project/name WRONG_LENGTH, /project/description BLANK, /project/website NOT_A_LINK,"
                + " /saleToken/symbol BLANK, /saleToken/decimals OUT_OF_RANGE,"
                + " /saleToken/supply MUST_BE_POSITIVE, /purchaseTokenId NOT_A_PRINCIPAL,"
                + " /totalSaleAmount MUST_BE_POSITIVE, /tokenPrice REQUIRED, /softCap TOO_SMALL,"
                + " /maxParticipants OUT_OF_RANGE, /saleStart NOT_IN_FUTURE,"
                + " /claimStart NOT_AFTER_SALE, /blacklist/0 NOT_A_PRINCIPAL, /whitelist REQUIRED,"
                + " /categories/0/bps OUT_OF_RANGE, /categories SALE_CATEGORY_MISSING,"
                + " /platformFeeBps OUT_OF_RANGE, /successFeeBps OUT_OF_RANGE,"
                + " /emergencyContacts/1 DUPLICATE");
  }

  @Test
  void findWhatIsMissingFromNothing() {
    assertThat(found(LaunchpadRules.check(SaleConfigs.config("{}"), NOW)))
        .isEqualTo(
            "/project REQUIRED, /saleToken REQUIRED, /purchaseTokenId REQUIRED, /saleType REQUIRED,"
                + " /totalSaleAmount REQUIRED, /softCap REQUIRED, /hardCap REQUIRED,"
                + " /minContribution REQUIRED, /saleStart REQUIRED, /saleEnd REQUIRED,"
                + " /claimStart REQUIRED, /categories WRONG_SIZE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /softCap         | '59999'                | 'softCap' must be at least 30 % of 'hardCap', '200000'; it is '59999'.
          /tokenPrice      | '49'                   | At its price the hard cap buys '408164', so 'totalSaleAmount' must be at least that; it is '400000'. Sell more, raise less, or ask a higher price.
          /saleStart       | '2026-02-01T12:00:00Z' | 'saleStart' must be in the future; it is '2026-02-01T12:00:00Z', and now is '2026-03-01T12:00:00Z'.
          /whitelist       | ['a','a']              | 'whitelist' names 'a' twice. Name everybody once.
          /whitelist       | ['2vxsx-fae']          | 'whitelist' names somebody who is the anonymous principal.
          /categories/0/bps | 4001                  | The bps of all categories must add up to 10000; they add up to '10001'.
          """)
  void speakSoThatAPersonCanMendIt(String field, String value, String sentence) {
    assertThat(LaunchpadRules.check(SaleConfigs.config(GOOD, field, value), NOW))
        .extracting(Violation::message)
        .containsExactly(sentence);
  }

  private static String found(List<Violation> violations) {
    return violations.stream()
        .map(violation -> violation.field() + " " + violation.code())
        .collect(Collectors.joining(", "));
  }
}
