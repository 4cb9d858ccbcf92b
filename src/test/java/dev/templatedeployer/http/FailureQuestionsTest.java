package dev.templatedeployer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.query.FailureGroup;
import dev.templatedeployer.query.FailureGroups;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailureQuestionsTest {

  static final FailureGroup GROUP =
      new FailureGroup(
          "0123456789abcdef",
          "NO_QUOTA",
          "No quota left for <id>.",
          17,
          Instant.parse("2026-03-01T11:00:00Z"),
          Instant.parse("2026-03-01T12:00:00Z"),
          List.of(new TemplateName("dao"), new TemplateName("lock")),
          new DeploymentId("web-17"),
          "No quota left for web-17.",
          "fingerprint:0123456789abcdef");

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void areGroupedByWhyTheyFailed() {
    api.failures.groups = new FailureGroups(new Page<>(List.of(GROUP), "b2Zm"), false);

    Reply reply = api.get("/v1/failures?filter=template%3Alock&limit=1&cursor=x");

    assertThat(reply.body())
        .isEqualTo(
            """
            {"items":[{"fingerprint":"0123456789abcdef","code":"NO_QUOTA",\
            "pattern":"No quota left for <id>.","count":17,"firstSeen":"2026-03-01T11:00:00Z",\
            "lastSeen":"2026-03-01T12:00:00Z","templates":["dao","lock"],\
            "sample":{"id":"web-17","message":"No quota left for web-17."},\
            "filter":"fingerprint:0123456789abcdef"}],"next":"b2Zm","complete":false}\
            """);
    assertThat(reply.header("Link"))
        .isEqualTo("</v1/failures?filter=template%3Alock&limit=1&cursor=b2Zm>; rel=\"next\"");
    assertThat(String.valueOf(api.failures.lastFilter)).isEqualTo("template:lock");
    assertThat(api.failures.lastPaging).isEqualTo(new Paging("x", 1));
  }

  @Test
  void areAllLookedAtWithoutAFilter() {
    Reply reply = api.get("/v1/failures");

    assertThat(reply.body()).isEqualTo("{\"items\":[],\"complete\":true}");
    assertThat(api.failures.lastFilter).isNotNull().matches(filter -> filter.isAll());
  }

  @Test
  void areNotAskedForWithAWrongFilter() {
    Reply reply = api.get("/v1/failures?filter=tempalte%3Alock");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("detail").asText())
        .startsWith("'tempalte' at column 1 is no field. Did you mean 'template'?");
  }
}
