package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.domain.TemplateName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegistryEndpointTest {

  static final ObjectMapper JSON = new ObjectMapper();

  final RegistryEndpoint endpoint =
      new RegistryEndpoint(Topics.STANDARD.all(List.of(new TemplateName("lock")), List.of()));

  @Test
  void listsASubjectForEachTopicThatHasAnAvroValue() throws Exception {
    assertThat(get("/subjects", 200))
        .hasSize(14)
        .extracting(JsonNode::asText)
        .contains("deployments.commands-value", "deployments.work.lock-value")
        .doesNotContain("deployments.dead-letters-value");
  }

  @Test
  void findsASchemaByTheIdThatRecordsCarry() throws Exception {
    int id = new BuiltInSchemaIds().idOf(Envelope.DEPLOYMENT_OUTCOME);
    JsonNode answer = get("/schemas/ids/%d?subject=x&fetchMaxId=false".formatted(id), 200);

    assertThat(new Schema.Parser().parse(answer.path("schema").asText()))
        .isEqualTo(Release.latest(Envelope.DEPLOYMENT_OUTCOME).schema());
  }

  @Test
  void describesAVersion() throws Exception {
    for (String version : List.of("1", "latest", "-1")) {
      JsonNode answer = get("/subjects/deployments.events-value/versions/" + version, 200);

      assertThat(answer.path("subject").asText()).isEqualTo("deployments.events-value");
      assertThat(answer.path("version").asInt()).isEqualTo(1);
      assertThat(answer.path("id").asInt()).isEqualTo(4);
      assertThat(answer.path("schema").asText()).contains("DeploymentEvent");
    }
  }

  @Test
  void showsTheBareSchema() throws Exception {
    assertThat(
            get("/subjects/deployments.events-value/versions/1/schema", 200).path("name").asText())
        .isEqualTo("DeploymentEvent");
    assertThat(get("/schemas/ids/4/schema", 200).path("name").asText())
        .isEqualTo("DeploymentEvent");
  }

  @Test
  void saysWhereASchemaIsUsed() throws Exception {
    assertThat(get("/schemas/ids/1/subjects", 200).toString())
        .isEqualTo("[\"deployments.admin-commands-value\",\"deployments.commands-value\"]");
    assertThat(get("/schemas/ids/4/versions", 200).toString())
        .isEqualTo("[{\"subject\":\"deployments.events-value\",\"version\":1}]");
    assertThat(get("/subjects/deployments.events-value/versions", 200).toString()).isEqualTo("[1]");
  }

  @Test
  void saysWhatItIs() throws Exception {
    assertThat(get("/", 200).toString()).isEqualTo("{}");
    assertThat(get("/schemas/types", 200).toString()).isEqualTo("[\"AVRO\"]");
    assertThat(get("/mode", 200).path("mode").asText()).isEqualTo("READONLY");
    assertThat(get("/config", 200).path("compatibilityLevel").asText())
        .isEqualTo("BACKWARD_TRANSITIVE");
    assertThat(get("/config/deployments.events-value", 200).path("compatibilityLevel").asText())
        .isEqualTo("FULL_TRANSITIVE");
  }

  @Test
  void takesSubjectsThatAreEncoded() throws Exception {
    get("/subjects/deployments%2Eevents-value/versions", 200);
  }

  @Nested
  class ASchemaOfOurs {

    final String schema =
        Release.latest(Envelope.DEPLOYMENT_REPLY)
            .schema()
            .toString()
            .replace("\"string\"", "{\"type\":\"string\",\"avro.java.string\":\"String\"}");

    @Test
    void isFoundWhateverItsDocsAndProperties() throws Exception {
      assertThat(post("/subjects/deployments.replies-value", schema, 200).path("id").asInt())
          .isEqualTo(6);
    }

    @Test
    void isRegisteredAlready() throws Exception {
      assertThat(post("/subjects/deployments.replies-value/versions", schema, 200).toString())
          .isEqualTo("{\"id\":6}");
    }

    @Test
    void isCompatible() throws Exception {
      assertThat(
              post("/compatibility/subjects/deployments.replies-value/versions/latest", schema, 200)
                  .path("is_compatible")
                  .asBoolean())
          .isTrue();
    }
  }

  @Nested
  class ASchemaOfSomebodyElse {

    final String another = "{\"type\":\"record\",\"name\":\"Pet\",\"fields\":[]}";

    @Test
    void isNotFound() throws Exception {
      assertProblem(40403, post("/subjects/deployments.replies-value", another, 404));
    }

    @Test
    void isNotTakenIn() throws Exception {
      String newer =
          Release.latest(Envelope.DEPLOYMENT_REPLY)
              .schema()
              .toString()
              .replace(
                  "\"fields\":[{\"name\":\"deploymentId\"",
                  "\"fields\":[{\"name\":\"new\",\"type\":\"int\",\"default\":0},{\"name\":\"deploymentId\"");

      assertProblem(42205, post("/subjects/deployments.replies-value/versions", newer, 422));
      assertProblem(42205, post("/subjects/deployments.replies-value/versions", another, 422));
      assertProblem(42205, post("/subjects/deployments.replies-value/versions", "{", 422));
    }

    @Test
    void isNotCompatible() throws Exception {
      assertThat(
              post("/compatibility/subjects/deployments.replies-value/versions", another, 200)
                  .path("is_compatible")
                  .asBoolean(true))
          .isFalse();
    }
  }

  /// Each would keep Avro's parser busy for longer than the test may take, or overflow its stack.
  @ParameterizedTest
  @MethodSource("hostile")
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void readsNoSchemaOfOthers(String hostile) throws Exception {
    String versions = "/subjects/deployments.replies-value/versions";

    assertProblem(42205, post(versions, hostile, 422));
    assertProblem(40403, post("/subjects/deployments.replies-value", hostile, 404));
    assertThat(
            post("/compatibility" + versions, hostile, 200).path("is_compatible").asBoolean(true))
        .isFalse();
  }

  static Stream<String> hostile() {
    return Stream.of(
        exponentialDefault(),
        "[".repeat(30_000) + "]".repeat(30_000),
        "{\"type\":".repeat(6_000) + "\"int\"" + "}".repeat(6_000),
        namesThatGrow());
  }

  /// Records of which each has two fields of the one before, and a default for the last: 2^40
  /// values to be checked.
  static String exponentialDefault() {
    String nested = "{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}";
    for (int i = 1; i <= 40; i++) {
      nested =
          "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":%s,\"default\":{}},{\"name\":\"b\",\"type\":\"R%d\",\"default\":{}}]}"
              .formatted(i, nested, i - 1);
    }
    return nested;
  }

  /// Short names in a namespace of 20,000 letters: 20 MB if each is written in full.
  static String namesThatGrow() {
    String fields =
        IntStream.range(0, 1000)
            .mapToObj(i -> "{\"name\":\"f%d\",\"type\":\"R\"}".formatted(i))
            .collect(Collectors.joining(","));
    return "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"%s\",\"fields\":[%s]}"
        .formatted("n".repeat(20_000), fields);
  }

  @Test
  void knowsEveryReleaseAgain() throws Exception {
    for (Release release : Release.all()) {
      assertThat(ParsingForm.of(release.schema().toString()))
          .as("%s %d", release.envelope(), release.version())
          .hasValue(SchemaNormalization.toParsingForm(release.schema()));
    }
  }

  @Nested
  class WhatIsNotThere {

    @Test
    void isNotFound() throws Exception {
      assertProblem(40401, get("/subjects/pets-value/versions", 404));
      assertProblem(40402, get("/subjects/deployments.events-value/versions/2", 404));
      assertProblem(42202, get("/subjects/deployments.events-value/versions/0", 422));
      assertProblem(40403, get("/schemas/ids/999", 404));
      assertProblem(40403, get("/schemas/ids/99999999999", 404));
      assertProblem(404, get("/pets", 404));
      assertProblem(404, get("/subjects/deployments.events-value/versions/1/schema/x", 404));
    }

    @Test
    void cannotBeAskedForInNonsense() throws Exception {
      assertProblem(400, get("/subjects/%zz/versions", 400));
      assertProblem(42201, answered("POST", "/subjects/deployments.events-value", null, 422));
      assertProblem(400, answered("POST", "/subjects/deployments.events-value", "{", 400));
    }

    @Test
    void cannotBeDeleted() throws Exception {
      assertProblem(405, answered("DELETE", "/subjects/deployments.events-value", null, 405));
    }
  }

  private static void assertProblem(int code, JsonNode answer) {
    assertThat(answer.path("error_code").asInt()).isEqualTo(code);
    assertThat(answer.path("message").asText()).endsWith(".");
  }

  private JsonNode get(String path, int status) throws Exception {
    return answered("GET", path, null, status);
  }

  private JsonNode post(String path, String schema, int status) throws Exception {
    return answered("POST", path, JSON.createObjectNode().put("schema", schema).toString(), status);
  }

  private JsonNode answered(String method, String path, @Nullable String body, int status)
      throws Exception {
    RegistryEndpoint.Answer answer = endpoint.answer(method, path, body);
    assertThat(answer.status()).as(answer.json()).isEqualTo(status);
    return JSON.readTree(answer.json());
  }
}
