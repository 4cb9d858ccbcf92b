package dev.templatedeployer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.http.RunningApi.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemplateQuestionsTest {

  static final String LOCK =
      "{\"name\":\"lock\",\"version\":\"1.0.0\",\"title\":\"Token lock\",\"description\":\"Locks tokens.\",\"enabled\":true,\"paused\":false}";

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void listWhatMayBeDeployed() {
    assertThat(api.get("/v1/templates").body()).isEqualTo("{\"items\":[" + LOCK + "]}");
  }

  @Test
  void describeATemplate() {
    assertThat(api.get("/v1/templates/lock").body()).isEqualTo(LOCK);
  }

  @Test
  void giveTheSchemaOfItsConfig() {
    Reply reply = api.get("/v1/templates/lock/schema");

    assertThat(reply.header("Content-Type")).isEqualTo("application/schema+json");
    assertThat(reply.body()).isEqualTo("{\"type\":\"object\"}");
  }

  @Test
  void nameThoseThatThereAre() {
    for (String path : new String[] {"/v1/templates/dao", "/v1/templates/dao/schema"}) {
      Reply reply = api.get(path);

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("There is no template of that name. There are: lock.");
    }
  }
}
