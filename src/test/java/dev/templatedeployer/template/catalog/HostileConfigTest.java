package dev.templatedeployer.template.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Configs that are made to cost much. Each is checked on a thread with the stack that a stream
/// thread has, and has to be answered soon.
class HostileConfigTest {

  private static final long STACK_BYTES = 1 << 20;
  private static final Duration SOON = Duration.ofSeconds(5); // on a machine that is very busy
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Nested
  class APattern {

    @Test
    void ofADnsNameIsMatchedAgainstTensOfThousandsOfLabels() throws Exception {
      String zone = "a" + ".a".repeat(31_999);
      String config =
          "{\"zone\": \"%s\", \"name\": \"www\", \"address\": \"192.0.2.7\"}".formatted(zone);
      assertThat(violations(dnsRecord(), config)).isEmpty();
    }

    @Test
    void thatBacktracksForEverInJavaTakesALinearTime() throws Exception {
      assertThat(ofPattern("^(a+)+$", "a".repeat(60_000) + "b"))
          .extracting(Violation::code)
          .containsExactly("WRONG_FORM");
    }

    @Test
    void thatOnlyJavaHasIsStoppedWhenItBacktracksForEver() throws Exception {
      assertThat(ofPattern("^(?=a)a*a*a*a*c", "a".repeat(1_000)))
          .extracting(Violation::code)
          .containsExactly("TOO_COSTLY");
    }

    @Test
    void thatOnlyJavaHasIsNotAskedAboutLongTexts() throws Exception {
      assertThat(ofPattern("^(?=a)(a|b)+$", "a".repeat(SchemaPatterns.LONGEST_FOR_STEPS)))
          .isEmpty();
      assertThat(ofPattern("^(?=a)(a|b)+$", "a".repeat(60_000)))
          .extracting(Violation::code)
          .containsExactly("TOO_COSTLY");
    }

    @Test
    void thatIsBrokenIsSaidWhenTheTemplateIsLoaded() {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(() -> hosted("{\"pattern\": \"a(\"}")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("config schema");
    }

    private List<Violation> ofPattern(String pattern, String text) throws Exception {
      return violations(
          "{\"type\": \"string\", \"pattern\": \"%s\"}".formatted(pattern), "\"" + text + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname",
        "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid",
        "json-pointer", "relative-json-pointer", "regex", "principal"
      })
  void everyFormatAnswersSoon(String format) throws Exception {
    String schema = "{\"type\": \"string\", \"format\": \"%s\"}".formatted(format);
    for (String part :
        List.of("a", "a.", "-", "/a", "{a}", "1", "1D", ":", "(", "(a|", "%41", "[", "é")) {
      for (int length : new int[] {BoundedFormat.mostCharacters(format), 60_000}) {
        String text = part.repeat(length / part.length());
        var _ = violations(schema, "\"" + text + "\"");
      }
      assertThat(violations(schema, "\"" + part.repeat(60_000 / part.length()) + "\""))
          .extracting(Violation::code)
          .containsExactly("TOO_LONG");
    }
  }

  @Nested
  class ManyThingsThatAreWrong {

    @ParameterizedTest
    @ValueSource(strings = {"oneOf", "anyOf"})
    void inAlternativesAreToldUpToAHundred(String keyword) throws Exception {
      String schema =
          """
          {"type": "array", "items": {"%s": [
            {"properties": {"type": {"const": "A"}, "x": {"type": "integer"}}, "required": ["type", "x"]},
            {"properties": {"type": {"const": "B"}, "y": {"type": "integer"}}, "required": ["type", "y"]}]}}
          """
              .formatted(keyword);
      String config = array(8_000, _ -> "{\"type\":\"A\"}");
      List<Violation> violations = violations(schema, config);
      assertThat(violations).hasSize(HostedTemplate.MAX_VIOLATIONS);
      assertThat(violations.getFirst())
          .isEqualTo(new Violation("/0/x", "REQUIRED", "This field is missing."));
      assertThat(violations.getLast().code()).isEqualTo("MORE");
    }

    @Test
    void inAnAlternativeThatIsNotTheOneThatHoldsAreNoneAtAll() throws Exception {
      String schema =
          """
          {"anyOf": [
            {"type": "array", "items": {"type": "integer"}},
            {"type": "array", "items": {"type": "string"}}]}
          """;
      assertThat(violations(schema, array(8_000, i -> "\"" + i + "\""))).isEmpty();
    }
  }

  @Test
  void aSchemaThatLooksAtEverythingAgainAndAgainIsStopped() throws Exception {
    String schema =
        """
        {"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "array", "items": {"$ref": "#/$defs/tree"},
          "allOf": [{"items": {"$ref": "#/$defs/tree"}}, {"items": {"$ref": "#/$defs/tree"}}]}}}
        """;
    assertThat(violations(schema, "[".repeat(30) + "]".repeat(30)))
        .extracting(Violation::code)
        .containsExactly("TOO_COSTLY");
  }

  @Test
  void aSchemaThatRefersToItselfWithoutEndIsAMalfunctionOfTheTemplate() throws Exception {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() ->
                violations(
                    "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"allOf\": [{\"$ref\": \"#/$defs/a\"}]}}}",
                    "{}")))
        .hasRootCauseInstanceOf(StackOverflowError.class);
  }

  private static String array(int items, java.util.function.IntFunction<String> item) {
    return IntStream.range(0, items).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
  }

  private static String dnsRecord() throws IOException {
    return Files.readString(Path.of("src/examples/templates/dns-record/config.schema.json"));
  }

  private static HostedTemplate<?> hosted(String schema) {
    return new HostedTemplate<>(new SchemaOnlyTemplate(schema), Principal.Form.TEXTUAL);
  }

  private static List<Violation> violations(String schema, String config) throws Exception {
    HostedTemplate<?> template = hosted(schema);
    return soon(() -> template.violations(config.getBytes(UTF_8), NOON));
  }

  private static <T> T soon(Callable<T> question) throws Exception {
    var task = new FutureTask<>(question);
    new Thread(null, task, "small-stack", STACK_BYTES).start();
    return task.get(SOON.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
  }
}
