package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.bench.FakeKafka;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

  private static final Topics TOPICS = new Topics("deployments.", "canisters.", 1);
  private static final Installation.Cluster CLUSTER =
      new Installation.Cluster(
          Map.of("bootstrap.servers", "kafka:9092"),
          TOPICS,
          FakeKafka.COMMANDS,
          List.of(TOPICS.commands(), TOPICS.outcomes(), TOPICS.replies(), TOPICS.events()),
          new ReplyTopics("deployments.http-replies", List.of(), Map.of()),
          1,
          "template-deployer",
          new BuiltInSchemaIds());

  private static Terminal on(FakeKafka kafka) {
    return new Terminal().withKafka(_ -> CLUSTER, kafka);
  }

  @Test
  void printsWhatItFound() {
    var ended = on(new FakeKafka()).run("bench", "--count", "50");
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines().map(String::strip))
        .anyMatch(line -> line.startsWith("completed    50 of 50 in "))
        .anyMatch(line -> line.matches("throughput +[0-9,]+ a second"))
        .anyMatch(line -> line.matches("first batch +[0-9,]+ a second, when everything was cold"))
        .anyMatch(line -> line.matches("flaws +0 missing, 0 failed, 0 duplicates"))
        .anyMatch(line -> line.matches("deployments.commands +1.00 +[0-9]+ +1.00"))
        .anyMatch(line -> line.matches("all +4.00 +[0-9,]+ +4.00"));
    assertThat(ended.err().lines()).containsExactly("warm up", "measure", "count what was written");
  }

  @Test
  void printsOneLineForAProgram() throws Exception {
    var ended =
        on(new FakeKafka())
            .run("bench --count 50 --rate 5000 --payload 300 --warmup 0 --output json".split(" "));
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines()).hasSize(1);
    JsonNode json = Json.read(ended.out());
    assertThat(json.path("completedPerSecond").asDouble()).isPositive();
    assertThat(json.path("latencyMs").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("p50", "p95", "p99", "max");
    assertThat(json.path("recordsPerDeployment").asDouble()).isEqualTo(4.0);
    assertThat(json.path("bytesPerDeployment").asDouble()).isPositive();
    assertThat(json.path("perTopic").path(FakeKafka.OUTCOMES).path("records").asDouble())
        .isEqualTo(1.0);
    assertThat(json.path("missing").asInt(-1)).isZero();
    assertThat(json.path("duplicates").asInt(-1)).isZero();
    assertThat(json.path("count").asInt()).isEqualTo(50);
    assertThat(json.path("rate").asDouble()).isEqualTo(5000.0);
    assertThat(json.path("sleepMs").asInt(-1)).isZero();
    assertThat(json.path("payloadBytes").asInt()).isEqualTo(300);
    assertThat(json.path("versions").path("kafkaClients").asText()).isNotEmpty();
    assertThat(json.path("settings").path("bootstrap").asText()).isEqualTo("kafka:9092");
  }

  @Test
  void exitsWith1WhenOutcomesAreMissing() {
    var ended =
        on(new FakeKafka().silentAfter(40))
            .run("bench --count 50 --warmup 0 --idle-timeout 1".split(" "));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).contains("10 missing, 0 failed, 0 duplicates");
    assertThat(ended.err())
        .endsWith(
            "10 of 50 deployments have no outcome after 1 s without any. Is the service running there?\n");
  }

  @Test
  void exitsWith4WhenTheServiceRefuses() {
    var kafka = new FakeKafka().refusing(Refusal.Kind.UNAUTHORIZED, "You may not.");
    var ended = on(kafka).run("bench", "--count", "5");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).endsWith("The service refused: You may not.\n");
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThat(on(new FakeKafka()).run("bench", "--count", "0"))
        .isEqualTo(new Terminal.Ended(2, "", "--count: '0' is too small. Name 1 or more.\n"));
    assertThat(on(new FakeKafka()).run("bench", "--rate", "0"))
        .isEqualTo(new Terminal.Ended(2, "", "--rate: '0.0' is no rate. Name more than 0.\n"));
  }
}
