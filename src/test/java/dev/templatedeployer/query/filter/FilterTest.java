package dev.templatedeployer.query.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.query.filter.BadFilter.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

  static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "status:failed                  | status:failed",
        "Status:FAILED,Pending          | status:failed,pending",
        "-status:completed              | -status:completed",
        "NOT status:completed           | -status:completed",
        "template:lock   template:d*    | template:lock template:d*",
        "owner:aaaaa-aa,2vxsx-fae       | owner:aaaaa-aa,2vxsx-fae",
        "caller:\"the shop\"            | caller:\"the shop\"",
        "caller:the\" \"shop            | caller:\"the shop\"",
        "caller:\"a\\\"b\\\\c\\*\"      | caller:\"a\\\"b\\\\c\\*\"",
        "id:web-**-x                    | id:web-*-x",
        "label:env                      | label:env",
        "label:env,team                 | label:env,team",
        "label:env=prod,te*             | label:env=prod,te*",
        "label:env=a=b                  | label:env=\"a=b\"",
        "label:env=                     | label:env=\"\"",
        "label:\"a=b\"                  | label:\"a=b\"",
        "error:\"*timed out*\"          | error:\"*timed out*\"",
        "code:NO_QUOTA                  | code:NO_QUOTA",
        "attempts:>1                    | attempts:>=2",
        "attempts:<3,7                  | attempts:<=2,=7",
        "attempts:1..3                  | attempts:1..3",
        "run:=2                         | run:=2",
        "age:<24h                       | created:>=2026-11-01T12:00:00.001Z",
        "age:<=1d12h                    | created:>=2026-11-01T00:00:00Z",
        "age:>=1w                       | created:<=2026-10-26T12:00:00Z",
        "age:1h..2h                     | created:2026-11-02T10:00:00Z..2026-11-02T11:00:00Z",
        "updated:<30m                   | updated:>=2026-11-02T11:30:00.001Z",
        "updated:>2026-11-01            | updated:>=2026-11-02T00:00:00Z",
        "created:>=2026-11-01T00:00Z    | created:>=2026-11-01T00:00:00Z",
        "created:<=2026-11-01           | created:<=2026-11-01T23:59:59.999Z",
        "created:2026-11-01             | created:2026-11-01T00:00:00Z..2026-11-01T23:59:59.999Z",
        "created:2026-11-01T06:00+02:00 | created:=2026-11-01T04:00:00Z",
        "created:<2026-11-01T06:00      | created:<=2026-11-01T05:59:59.999Z",
        "Node-7 \"is BUSY\" quot*       | \"node 7\" \"is busy\" quot*",
        "timeout,\"timed out\"          | timeout,\"timed out\"",
        "-\"no quota\"                  | -\"no quota\"",
        "\"AND\" \"http://x\"           | and \"http x\"",
      })
  void hasACanonicalTextThatSaysTheSame(String text, String canonical) throws BadFilter {
    Filter filter = Filter.parse(text, NOW);

    assertThat(filter.text()).isEqualTo(canonical);
    assertThat(Filter.parse(canonical, NOW.plusSeconds(99))).isEqualTo(filter);
  }

  @Test
  void isAllIfNothingIsSaid() throws BadFilter {
    assertThat(Filter.parse(" \t ", NOW)).isEqualTo(Filter.ALL);
    assertThat(Filter.ALL.isAll()).isTrue();
    assertThat(Filter.ALL.text()).isEmpty();
    assertThat(Filter.parse("x", NOW).isAll()).isFalse();
  }

  @Test
  void keepsHowItWasWritten() throws BadFilter {
    assertThat(Filter.parse(" age:<24h ", NOW).source()).isEqualTo("age:<24h");
  }

  @Test
  void canBeJoinedWithAnother() throws BadFilter {
    Filter failed = Filter.parse("status:failed", NOW);
    Filter young = Filter.parse("age:<1h", NOW);

    assertThat(failed.and(young)).isEqualTo(Filter.parse("status:failed age:<1h", NOW));
    assertThat(failed.and(young).source()).isEqualTo("status:failed age:<1h");
    assertThat(failed.and(Filter.ALL)).isSameAs(failed);
    assertThat(Filter.ALL.and(young)).isSameAs(young);
  }

  @Test
  void canBeConfinedToWhatOneCallerAskedFor() throws BadFilter {
    Filter confined = Filter.parse("-caller:shop", NOW).confinedTo("user:a*\"b");

    assertThat(confined.text()).isEqualTo("-caller:shop caller:\"user:a\\*\\\"b\"");
    assertThat(confined).isEqualTo(Filter.parse(confined.text(), NOW));
    assertThat(confined.confines()).contains(confined.terms().getLast());
    assertThat(confined.and(Filter.parse("age:<1h", NOW)).confines())
        .isEqualTo(confined.confines());
    assertThat(Filter.parse("age:<1h", NOW).and(confined).confines())
        .isEqualTo(confined.confines());
    assertThat(Filter.parse("caller:shop", NOW).confines()).isEmpty();
  }

  @Nested
  class AWrongOne {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "UNKNOWN_FIELD | 0 | 5 | stats:failed            | 'stats' at column 1 is no field. Did you mean 'status'? There are: status, template, owner, caller, id, canister, label, error, code, fingerprint, attempts, run, age, updated, created.",
          "UNKNOWN_FIELD | 3 | 4 | ok http://x             | 'http' at column 4 is no field. There are: status, template, owner, caller, id, canister, label, error, code, fingerprint, attempts, run, age, updated, created. To look for the text itself, write it in quotes.",
          "BAD_VALUE     | 7 | 5 | status:faild            | 'faild' at column 8 is no status. Did you mean 'failed'? There are: pending, processing, completed, failed, cancelled.",
          "BAD_VALUE     | 7 | 3 | status:fa*              | 'fa*' at column 8 is no status. There are: pending, processing, completed, failed, cancelled.",
          "BAD_VALUE     | 9 | 4 | template:Lock           | 'Lock' is not a template name. Use 1 to 63 lower-case letters, digits and dashes, beginning with a letter. It stands at column 10; a '*' stands for any letters.",
          "BAD_VALUE     | 4 | 4 | age:soon                | 'soon' at column 5 is no age. Write it as in '<24h', '>=7d' or '1h..2h', with the units s, m, h, d and w.",
          "BAD_VALUE     | 4 | 3 | age:24h                 | '24h' at column 5 is one exact age. Say less or more, as in '<24h', or a range, as in '1h..2h'.",
          "BAD_VALUE     | 4 | 11 | age:<2026-11-01        | '<2026-11-01' at column 5 is a time and no age. Write it as in 'created:>=2026-11-01', or say an age, as in '<24h'.",
          "BAD_VALUE     | 8 | 3 | created:<1h             | '<1h' at column 9 is an age and no time. Write it as in 'age:<1h', or say a time, as in '>=2026-11-01T06:00Z'.",
          "BAD_VALUE     | 8 | 10 | created:2026-02-30     | '2026-02-30' at column 9 is no time. Write it as in '>=2026-11-01', '<2026-11-01T06:00Z' or '2026-11-01..2026-11-07'.",
          "BAD_VALUE     | 9 | 4 | attempts:3..1           | '3..1' at column 10 ends before it begins. Swap both sides: '1..3'.",
          "BAD_VALUE     | 9 | 4 | attempts:many           | 'many' at column 10 is no whole number. Write it as in '2', '>1', '<=3' or '1..3'.",
          "BAD_VALUE     | 9 | 1 | attempts:> 1            | '>' at column 10 is no whole number. Write it as in '2', '>1', '<=3' or '1..3'.",
          "BAD_VALUE     | 0 | 3 | *ad                     | '*ad' at column 1 has a '*' before its end. Words may end with one, as in 'quot*'; for more use error:\"*quota*left*\".",
          "BAD_VALUE     | 0 | 3 | ?!?                     | '?!?' at column 1 has no letter and no digit that could be looked for.",
          "BAD_VALUE     | 0 | 5 | foo-*                   | 'foo-*' at column 1 has a '*' that does not follow a letter. Leave it out.",
          "BAD_VALUE     | 6 | 5 | label:=prod             | '' at column 7 has no name of a label. Write it as in 'label:env' or 'label:env=prod'.",
          "BAD_SYNTAX    | 8 | 8 | label:a,env=prod        | 'env=prod' at column 9 names a label with a value behind one without. Write them as two terms, or list the values of one label, as in 'label:env=prod,test'.",
          "BAD_SYNTAX    | 10 | 3 | label:a=b,c=d          | 'c=d' at column 11 names a second label, but the values behind a comma are those of 'a'. Write two terms, or put a value with '=' in quotes.",
          "BAD_SYNTAX    | 0 | 7 | status: failed          | 'status:' at column 1 needs a value right behind the colon, such as 'status:failed'.",
          "BAD_SYNTAX    | 13 | 1 | status:failed,         | A value is missing beside the comma at column 14. Add it, or leave the comma out.",
          "BAD_SYNTAX    | 8 | 2 | error:x OR              | 'OR' at column 9 does not join terms. List values by commas, such as 'status:failed,cancelled', or write it in quotes to look for the word.",
          "BAD_SYNTAX    | 2 | 3 | a AND b                 | 'AND' at column 3 is not needed, since all terms have to be true. Leave it out, or write it in quotes to look for the word.",
          "BAD_SYNTAX    | 0 | 2 | (a b)                   | '(a' at column 1 begins with a parenthesis, and terms are not grouped. List values by commas, or use quotes to look for words.",
          "BAD_SYNTAX    | 0 | 1 | - a                     | '-' at column 1 needs a term behind it, such as '-status:completed'.",
          "BAD_SYNTAX    | 2 | 3 | a NOT                   | 'NOT' at column 3 needs a term behind it, such as '-status:completed'.",
          "BAD_SYNTAX    | 6 | 4 | error:\"abc             | The quote at column 7 is never closed. Add a '\"' where it ends.",
        })
    void saysWhichWordIsWrongAndWhatIsPossible(
        Kind kind, int offset, int length, String text, String sentence) {
      assertThatThrownBy(() -> Filter.parse(text, NOW))
          .isInstanceOfSatisfying(
              BadFilter.class,
              bad -> {
                assertThat(bad.sentence()).isEqualTo(sentence);
                assertThat(bad.kind()).isEqualTo(kind);
                assertThat(bad.offset()).isEqualTo(offset);
                assertThat(bad.length()).isEqualTo(length);
              });
    }

    @Test
    void mayNotBeTooLong() {
      assertTooLong("x".repeat(Filter.MAX_LENGTH + 1), "at most 2000 are read");
      assertTooLong("x ".repeat(Filter.MAX_TERMS + 1), "one term too many: at most 24");
      assertTooLong("x,".repeat(60) + "x", "one value too many: at most 50");
      assertTooLong("error:" + "*x".repeat(9), "has more than 8 '*'");
    }

    @Test
    void mayNotCostTooMuch() throws BadFilter {
      Filter.parse("label:a=" + "*b,".repeat(39) + "*b", NOW);
      assertTooLong(
          "label:a=" + "*b,".repeat(40) + "*b",
          "The filter weighs 205, and at most 200 is answered: a value weighs 1, one with a '*' 5, words of the message 8, and a value of 'error' 20. Leave some out, or ask in parts.");
      Filter.parse("owner:" + "a,".repeat(49) + "a -caller:" + "a,".repeat(49) + "a", NOW);
      assertTooLong(("id:" + "a,".repeat(49) + "a ").repeat(5), "The filter weighs 250");
      assertTooLong("error:" + "*b*,".repeat(10) + "x", "The filter weighs 220");
      assertTooLong("x,".repeat(25) + "x", "The filter weighs 208");
    }

    private void assertTooLong(String text, String part) {
      assertThatThrownBy(() -> Filter.parse(text, NOW))
          .isInstanceOfSatisfying(
              BadFilter.class, bad -> assertThat(bad.kind()).isEqualTo(Kind.TOO_LONG))
          .hasMessageContaining(part);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\\",
        "\"\\",
        ",",
        ":",
        "::",
        "-",
        "--a",
        "a:\"",
        "=",
        "label:\"*\"",
        "\ud800"
      })
  void isOrIsNotButNeverSomethingElse(String text) {
    try {
      Filter.parse(text, NOW);
    } catch (BadFilter bad) {
      assertThat(bad.sentence()).isNotBlank();
      assertThat(bad.offset()).isBetween(0, text.length());
    }
  }
}
