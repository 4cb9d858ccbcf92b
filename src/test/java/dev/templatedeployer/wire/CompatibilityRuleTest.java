package dev.templatedeployer.wire;

import static dev.templatedeployer.wire.Envelope.Compatibility.BACKWARD;
import static dev.templatedeployer.wire.Envelope.Compatibility.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class CompatibilityRuleTest {

  static final String FIRST_BRANCH = branch("First", "");

  @Test
  void letsAnOptionalFieldBeAdded() {
    Schema changed =
        envelope(
            "{\"name\": \"more\", \"type\": [\"null\", \"string\"], \"default\": null},",
            FIRST_BRANCH);

    assertThat(CompatibilityRule.breaches(FULL, changed, envelope("", FIRST_BRANCH))).isEmpty();
  }

  @Test
  void letsABranchBeAppendedToThePayload() {
    Schema changed = envelope("", FIRST_BRANCH + "," + branch("Second", ""));

    assertThat(CompatibilityRule.breaches(FULL, changed, envelope("", FIRST_BRANCH))).isEmpty();
  }

  @Test
  void findsAFieldWithoutADefault() {
    Schema changed = envelope("{\"name\": \"more\", \"type\": \"string\"},", FIRST_BRANCH);

    assertThat(CompatibilityRule.breaches(BACKWARD, changed, envelope("", FIRST_BRANCH)))
        .singleElement()
        .asString()
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void findsAFieldThatOlderReadersMiss() {
    Schema released = envelope("{\"name\": \"more\", \"type\": \"string\"},", FIRST_BRANCH);
    Schema changed = envelope("", FIRST_BRANCH);

    assertThat(CompatibilityRule.breaches(FULL, changed, released)).isNotEmpty();
    assertThat(CompatibilityRule.breaches(FULL, released, changed)).isNotEmpty();
  }

  @Test
  void findsABranchThatIsGone() {
    Schema released = envelope("", FIRST_BRANCH + "," + branch("Second", ""));

    assertThat(CompatibilityRule.breaches(BACKWARD, envelope("", FIRST_BRANCH), released))
        .isNotEmpty();
  }

  @Test
  void findsAFieldWithoutADefaultInsideABranch() {
    Schema changed = envelope("", branch("First", "{\"name\": \"added\", \"type\": \"string\"}"));

    assertThat(CompatibilityRule.breaches(FULL, changed, envelope("", FIRST_BRANCH))).isNotEmpty();
  }

  private static Schema envelope(String fields, String branches) {
    return new Schema.Parser()
        .parse(
            "{\"type\": \"record\", \"name\": \"Envelope\", \"fields\": [%s {\"name\": \"payload\", \"type\": [%s]}]}"
                .formatted(fields, branches));
  }

  private static String branch(String name, String fields) {
    return "{\"type\": \"record\", \"name\": \"%s\", \"fields\": [%s]}".formatted(name, fields);
  }
}
