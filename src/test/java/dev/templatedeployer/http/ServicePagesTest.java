package dev.templatedeployer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.http.RunningApi.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServicePagesTest {

  static final String[] HEALTH = {"/livez", "/readyz", "/startupz"};

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Nested
  class Health {

    @Test
    void isAWordIfAllIsWell() {
      api.checks.add(new dev.templatedeployer.http.Health.Check("streams", true, "They run."));

      for (String path : HEALTH) {
        assertThat(api.get(path).status()).isEqualTo(200);
        assertThat(api.get(path).body()).isEqualTo("{\"ok\":true}");
      }
    }

    @Test
    void isMoreIfMoreIsAskedFor() {
      api.checks.add(new dev.templatedeployer.http.Health.Check("streams", true, "They run."));

      assertThat(api.get("/readyz?verbose").body())
          .isEqualTo(
              "{\"ok\":true,\"checks\":[{\"name\":\"streams\",\"ok\":true,\"sentence\":\"They run.\"}]}");
    }

    @Test
    void tellsWhatSomebodyHasToSeeToAlsoIfAllIsWell() {
      api.checks.add(new dev.templatedeployer.http.Health.Check("streams", true, "They run."));
      api.checks.add(
          dev.templatedeployer.http.Health.Check.warning("topics", "A topic is missing."));

      Reply reply = api.get("/readyz");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body())
          .isEqualTo(
              "{\"ok\":true,\"checks\":[{\"name\":\"streams\",\"ok\":true,\"sentence\":\"They run.\"},"
                  + "{\"name\":\"topics\",\"ok\":true,\"sentence\":\"A topic is missing.\"}]}");
    }

    @Test
    void isToldOfOnePartAlone() {
      api.checks.add(new dev.templatedeployer.http.Health.Check("streams", false, "They rest."));
      api.checks.add(new dev.templatedeployer.http.Health.Check("queries", true, "They go on."));

      assertThat(api.get("/readyz?part=queries").body()).isEqualTo("{\"ok\":true}");
      assertThat(api.get("/readyz?part=streams").status()).isEqualTo(503);
      Reply unknown = api.get("/readyz?part=engine");
      assertThat(unknown.status()).isEqualTo(400);
      assertThat(unknown.json().path("detail").asText())
          .isEqualTo("There is no such part. There are: streams, queries.");
    }

    @Test
    void isAProblemIfSomethingIsWrong() {
      api.checks.add(new dev.templatedeployer.http.Health.Check("streams", true, "They run."));
      api.checks.add(
          new dev.templatedeployer.http.Health.Check("topics", false, "A topic is missing."));

      Reply reply = api.get("/readyz");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Service Unavailable","status":503,\
              "detail":"A topic is missing.","instance":"/readyz","code":"NOT_READY",\
              "checks":[{"name":"streams","ok":true,"sentence":"They run."},\
              {"name":"topics","ok":false,"sentence":"A topic is missing."}]}\
              """);
      assertThat(api.get("/livez").json().path("code").asText()).isEqualTo("NOT_ALIVE");
      assertThat(api.get("/startupz").json().path("code").asText()).isEqualTo("NOT_STARTED");
    }
  }

  @Nested
  class Metrics {

    @Test
    void countRequestsByRoute() {
      api.get("/v1/deployments/web-42");
      api.get("/nowhere/" + "x".repeat(20));

      Reply reply = api.get("/metrics");

      assertThat(reply.header("Content-Type"))
          .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      assertThat(reply.body())
          .contains(
              "deployer_http_requests_seconds_count{method=\"GET\",route=\"/v1/deployments/{id}\",status=\"404\"} 1")
          .contains(
              "deployer_http_requests_seconds_count{method=\"GET\",route=\"none\",status=\"404\"} 1")
          .doesNotContain("web-42")
          .doesNotContain("xxx");
    }

    @Test
    void comeAsOpenMetricsToThoseWhoWantThat() {
      Reply reply =
          api.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1");

      assertThat(reply.header("Content-Type")).startsWith("application/openmetrics-text");
      assertThat(reply.body()).endsWith("# EOF\n");
    }
  }

  @Nested
  class TheIndex {

    @Test
    void saysWhatIsWhere() {
      Reply reply = api.get("/");

      assertThat(reply.header("Content-Type")).startsWith("text/plain");
      assertThat(reply.body())
          .startsWith("template deployer\n")
          .contains("/v1/deployments  deployments; POST begins one\n")
          .contains("/openapi.json");
    }

    @Test
    void saysItInJsonToThoseWhoWantThat() {
      assertThat(api.get("/", "Accept", "application/json").json().has("/v1/deployments")).isTrue();
    }
  }

  @Nested
  class TheRegistry {

    @Test
    void isAskedWithMethodPathAndBody() {
      Reply reply =
          api.send("PUT", "/registry/config/a%2Fb", "{}", "Content-Type", "application/json");

      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.header("Content-Type")).isEqualTo("application/vnd.schemaregistry.v1+json");
      assertThat(reply.body()).isEqualTo("{\"asked\":\"PUT /config/a%2Fb 2\"}");
    }

    @Test
    void takesWhatItsClientsSend() {
      for (String type :
          List.of(
              "application/vnd.schemaregistry.v1+json",
              "application/vnd.schemaregistry+json; charset=utf-8")) {
        assertThat(api.send("POST", "/registry/subjects/a", "{}", "Content-Type", type).status())
            .isEqualTo(201);
      }
    }

    @Test
    void takesNothingThatAWebPageCouldHaveSent() {
      for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
        assertThat(api.send("POST", "/registry/subjects/a", "{}", "Content-Type", type).status())
            .isEqualTo(415);
      }
      assertThat(api.send("POST", "/registry/subjects/a", "{}").status()).isEqualTo(415);
    }

    @Test
    void takesNothingThatIsLargerThanItsSchemas() {
      Reply reply = api.post("/registry/subjects/a", " ".repeat(64 * 1024 + 1));

      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.json().path("detail").asText()).contains("64 KiB");
    }
  }
}
