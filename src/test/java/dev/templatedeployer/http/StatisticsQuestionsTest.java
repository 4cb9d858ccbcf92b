package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.backlog.Backlog;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.query.OldestPending;
import dev.templatedeployer.query.OutcomeSummary;
import dev.templatedeployer.query.Percentiles;
import dev.templatedeployer.query.TemplateStatistics;
import dev.templatedeployer.query.TimeSteps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsQuestionsTest {

  static final OutcomeSummary SOME =
      new OutcomeSummary(
          17,
          2,
          1,
          new Percentiles(Duration.ofMillis(40), Duration.ofMillis(900)),
          new Percentiles(Duration.ofMillis(12), Duration.ofMillis(600)));

  static final TemplateStatistics LOCK =
      new TemplateStatistics(
          new TemplateName("lock"),
          Map.of(Status.PENDING, 3L, Status.COMPLETED, 17L),
          new OldestPending(new DeploymentId("web-1"), NOON.minusSeconds(12)),
          SOME,
          List.of(
              new TemplateStatistics.Step(
                  NOON.minusSeconds(60), new OutcomeSummary(0, 0, 1, null, null))));

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void areToldForEachTemplateStepByStep() {
    api.statistics.statistics = List.of(LOCK);

    Reply reply = api.get("/v1/statistics?since=30m&step=1m");

    assertThat(reply.body())
        .isEqualTo(
            """
            {"from":"2026-03-01T11:30:00Z","to":"2026-03-01T12:00:00Z","stepSeconds":60,\
            "backlogAt":"2026-03-01T12:00:00Z","templates":[{"template":"lock","paused":false,\
            "deployments":{"PENDING":3,"COMPLETED":17},\
            "oldestPending":{"id":"web-1","createdAt":"2026-03-01T11:59:48Z","ageMillis":12000},\
            "backlog":4,"outcomes":{"completed":17,"failed":2,"cancelled":1,\
            "totalMillis":{"p50":40,"p95":900},"runMillis":{"p50":12,"p95":600}},\
            "steps":[{"from":"2026-03-01T11:59:00Z","completed":0,"failed":0,"cancelled":1}]}]}\
            """);
    assertThat(api.statistics.lastSteps)
        .isEqualTo(TimeSteps.until(NOON, Duration.ofMinutes(30), Duration.ofMinutes(1)));
  }

  @Test
  void areOfTheLastHourUnlessAskedOtherwise() {
    api.get("/v1/statistics");

    assertThat(api.statistics.lastSteps)
        .isEqualTo(TimeSteps.until(NOON, Duration.ofHours(1), Duration.ofMinutes(1)));
    assertThat(api.statistics.lastTemplate).isNull();
  }

  @Test
  void areToldWithoutTheBacklogIfKafkaDoesNotTellIt() {
    api.statistics.statistics = List.of(LOCK);
    api.statistics.backlog = new Backlog.Unknown("Kafka did not answer.");

    Reply reply = api.get("/v1/statistics");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("backlogProblem").asText()).isEqualTo("Kafka did not answer.");
    assertThat(reply.json().has("backlogAt")).isFalse();
    assertThat(reply.json().at("/templates/0").has("backlog")).isFalse();
    assertThat(reply.json().at("/templates/0/outcomes/completed").asInt()).isEqualTo(17);
  }

  @Test
  void areOfATemplateWithoutDeploymentsAndOfOneThatIsGone() {
    api.statistics.statistics =
        List.of(new TemplateStatistics(new TemplateName("gone"), Map.of(), null, SOME, List.of()));

    assertThat(api.get("/v1/statistics").json().path("templates"))
        .extracting(template -> template.path("template").asText())
        .containsExactly("gone", "lock");

    Reply one = api.get("/v1/statistics?template=lock");
    assertThat(api.statistics.lastTemplate).isEqualTo(new TemplateName("lock"));
    assertThat(one.json().path("templates").toString())
        .isEqualTo(
            """
            [{"template":"lock","paused":false,"deployments":{},"backlog":4,\
            "outcomes":{"completed":0,"failed":0,"cancelled":0},"steps":[]}]\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "since=soon        | 400 | 'since' has to be a duration, such as '30m', '1h' or '7d'.",
        "since=40d         | 400 | 'since' has to be from one minute to 31 days, such as '1h'.",
        "step=30s          | 400 | 'step' has to be one minute or several whole ones, such as '5m'.",
        "since=7d&step=1m  | 400 | These would be 10080 steps, and 1500 are the most. Make 'step' longer, or 'since' shorter.",
        "template=lokc     | 404 | There is no template of that name. There are: lock.",
        "until=1h          | 400 | There is no parameter 'until' here. There are: since, step, template."
      })
  void areRefusedWithASentence(String parameters, int status, String sentence) {
    Reply reply = api.get("/v1/statistics?" + parameters);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().path("detail").asText()).isEqualTo(sentence);
  }
}
