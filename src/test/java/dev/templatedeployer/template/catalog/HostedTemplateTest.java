package dev.templatedeployer.template.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HostedTemplateTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final String OWNER = "rrkah-fqaaa-aaaaa-aaaaq-cai";

  final HostedTemplate<ParcelTemplate.Parcel> parcel =
      new HostedTemplate<>(new ParcelTemplate(), Principal.Form.TEXTUAL);

  @Nested
  class AConfig {

    @Test
    void hasNoViolationsWhenAllIsRight() throws Exception {
      assertThat(
              violations(
                  """
                  {"name": "abc", "amount": "100", "owner": "%s", "start": "2026-03-01T12:00:00Z",
                   "duration": "P30D", "tags": ["RED"], "wrapping": {"type": "PAPER", "layers": 2}}
                  """
                      .formatted(OWNER)))
          .isEmpty();
    }

    @Test
    void isToldAllThatTheSchemaFindsWrongAtOnce() throws Exception {
      assertThat(
              violations(
                  """
                  {"amount": "ten", "owner": "2vxsx-fae", "start": "noon", "duration": "soon",
                   "tags": ["RED", "GREEN", "RED"], "a/b~c": 1}
                  """))
          .containsExactlyInAnyOrder(
              new Violation("/name", "REQUIRED", "This field is missing."),
              new Violation(
                  "/amount", "WRONG_FORM", "Expected text that matches the pattern '^[0-9]+$'."),
              new Violation(
                  "/owner",
                  "WRONG_FORM",
                  "Expected a principal. What is here is the anonymous principal."),
              new Violation(
                  "/start",
                  "WRONG_FORM",
                  "Expected a date and time such as '2026-03-01T12:00:00Z'."),
              new Violation(
                  "/duration", "WRONG_FORM", "Expected a duration such as 'P30D' or 'PT12H'."),
              new Violation("/tags/1", "UNKNOWN_VALUE", "Expected one of 'RED', 'BLUE'."),
              new Violation("/tags", "DUPLICATE_ITEM", "Expected no item twice."),
              new Violation(
                  "/a~1b~0c",
                  "UNKNOWN_FIELD",
                  "There is no such field. Check its spelling, or leave it out."));
    }

    @Test
    void isToldWhatTypeWasExpectedAndFound() throws Exception {
      assertThat(violations("[]"))
          .containsExactly(new Violation("", "WRONG_TYPE", "Expected object and found array."));
    }

    @Test
    void isAskedAboutTheTemplatesOwnRulesAtTheTimeOfTheCommand() throws Exception {
      assertThat(violations("{\"name\": \"abc\", \"start\": \"2026-03-01T11:59:59Z\"}"))
          .containsExactly(
              new Violation("/start", "IN_THE_PAST", "The start must not be in the past."));
    }

    @Test
    void isNeverQuotedWhereItMayBeSecret() throws Exception {
      assertThat(
              violations(
                  """
                  {"name": 1, "amount": "S3CR3T", "owner": "S3CR3T", "start": "S3CR3T",
                   "duration": "S3CR3T", "tags": ["S3CR3T"], "wrapping": {"type": "S3CR3T"}}
                  """))
          .hasSize(7)
          .noneMatch(violation -> violation.toString().contains("S3CR3T"));
      assertThat(violations("{\"name\": S3CR3T"))
          .noneMatch(violation -> violation.toString().contains("S3CR3T"));
      assertThat(violations("{\"name\": \"abc\", \"secret\": \"S3CR3T\"}"))
          .containsExactly(
              new Violation("/secret", "UNREADABLE", "The template cannot read this value."));
    }

    @Test
    void isToldAtMostAHundredThings() throws Exception {
      String tags = "\"x\", ".repeat(149) + "\"y\"";
      assertThat(violations("{\"name\": \"abc\", \"tags\": [%s]}".formatted(tags)))
          .hasSize(HostedTemplate.MAX_VIOLATIONS)
          .last()
          .isEqualTo(new Violation("", "MORE", "There are 52 more violations."));
    }
  }

  @Nested
  class TheAlternativesOfASchema {

    @Test
    void areReportedForTheOneThatTheConstantsName() throws Exception {
      assertThat(wrapping("{\"type\": \"PAPER\", \"layers\": 0}"))
          .containsExactly(new Violation("/wrapping/layers", "TOO_SMALL", "Expected 1 or more."));
    }

    @Test
    void areListedWhenTheConstantNamesNone() throws Exception {
      assertThat(wrapping("{\"type\": \"WOOD\"}"))
          .containsExactly(
              new Violation("/wrapping/type", "UNKNOWN_VALUE", "Expected one of 'PAPER', 'FOIL'."));
    }

    @Test
    void areOnlyMentionedWhenNothingSaysWhichWasMeant() throws Exception {
      assertThat(wrapping("{}"))
          .containsExactly(
              new Violation(
                  "/wrapping", "NO_SUCH_FORM", "Expected one of the forms that the schema lists."));
    }

    private List<Violation> wrapping(String json) throws TemplateMalfunction {
      return violations("{\"name\": \"abc\", \"wrapping\": %s}".formatted(json));
    }
  }

  @Nested
  class BytesThatAreNoConfig {

    @Test
    void areRefusedWhenThereAreTooMany() throws Exception {
      assertThat(violations("{\"name\": \"%s\"}".formatted("x".repeat(128 << 10))))
          .containsExactly(
              new Violation(
                  "", "TOO_LARGE", "A config has at most 131072 bytes, and this one has 131084."));
    }

    @Test
    void areRefusedWhenTheyAreNestedTooDeep() throws Exception {
      assertThat(violations("[".repeat(32) + "]".repeat(32)))
          .extracting(Violation::code)
          .containsExactly("WRONG_TYPE");
      assertThat(violations("[".repeat(33) + "]".repeat(33)))
          .extracting(Violation::code)
          .containsExactly("TOO_DEEP");
    }

    @Test
    void areRefusedWhenAFieldIsThereTwice() throws Exception {
      assertThat(violations("{\"name\": \"abc\", \"wrapping\": {\"type\": 1, \"type\": 2}}"))
          .containsExactly(
              new Violation("/wrapping/type", "DUPLICATE_FIELD", "This field is there twice."));
    }

    @Test
    void areRefusedWhenTheyAreNotJson() throws Exception {
      assertThat(violations("{\"name\": }"))
          .containsExactly(
              new Violation(
                  "", "NOT_JSON", "The config is no JSON: it breaks at line 1, column 10."));
      assertThat(violations("")).extracting(Violation::code).containsExactly("NOT_JSON");
      assertThat(violations("{")).extracting(Violation::code).containsExactly("NOT_JSON");
      assertThat(violations("{} {}")).extracting(Violation::code).containsExactly("NOT_JSON");
      assertThat(violations("9".repeat(2000)))
          .extracting(Violation::code)
          .containsExactly("TOO_LARGE");
    }
  }

  @Nested
  class AConfigThatWasAccepted {

    @Test
    void isReadAsTheTypeOfTheTemplate() throws Exception {
      assertThat(parcel.read(utf8("{\"name\": \"abc\", \"amount\": \"100\", \"owner\": \"a\"}")))
          .isEqualTo(
              new ParcelTemplate.Parcel(
                  "abc",
                  BigInteger.valueOf(100),
                  new Principal("a"),
                  null,
                  null,
                  null,
                  null,
                  null));
    }

    @Test
    void saysWhereItCannotBeReadAnyMore() {
      assertThatThrownBy(() -> parcel.read(utf8("{\"name\": \"abc\", \"secret\": \"x\"}")))
          .isInstanceOf(UnreadableConfig.class)
          .hasMessage("The template cannot read what is at '/secret'.");
      assertThatThrownBy(() -> parcel.read(utf8("null"))).isInstanceOf(UnreadableConfig.class);
      assertThatThrownBy(() -> parcel.read(utf8("{"))).isInstanceOf(UnreadableConfig.class);
    }
  }

  @Nested
  class ATemplateThatFailsWhileItChecks {

    @Test
    void isNoFaultOfTheConfig() {
      var broken =
          new HostedTemplate<>(
              new ParcelTemplate() {
                @Override
                public List<Violation> validate(Parcel config, Instant now) {
                  throw new IllegalStateException("S3CR3T");
                }
              },
              Principal.Form.TEXTUAL);
      assertThatThrownBy(() -> broken.violations(utf8("{\"name\": \"abc\"}"), NOON))
          .isInstanceOf(TemplateMalfunction.class)
          .hasMessage(
              "The template 'parcel' failed while it checked a config:"
                  + " java.lang.IllegalStateException. Mend the template, then send the command"
                  + " again.");
    }
  }

  @Nested
  class APrincipal {

    @Test
    void mayBeAnyTextWhereTheServiceIsSetSo() throws Exception {
      var lenient = new HostedTemplate<>(new ParcelTemplate(), Principal.Form.ANY);
      byte[] config = utf8("{\"name\": \"abc\", \"owner\": \"alice\"}");
      assertThat(lenient.violations(config, NOON)).isEmpty();
      assertThat(parcel.violations(config, NOON))
          .extracting(Violation::message)
          .singleElement()
          .asString()
          .startsWith("Expected a principal. What is here is not a principal: ");
    }
  }

  private List<Violation> violations(String json) throws TemplateMalfunction {
    return parcel.violations(utf8(json), NOON);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
