package dev.templatedeployer.end2end;

import static dev.templatedeployer.end2end.ApiUser.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes on, and what `/readyz` says, when somebody deletes a topic under a running service.
class DeletedTopicsTest {

  static final Topics TOPICS = new Topics("deployments.", "canisters.", 2);
  static final String REPLIES = "shop.replies";
  static final Duration SOON = Duration.ofSeconds(30);
  static final String PROBE =
      "{\"template\":\"probe\",\"id\":\"%s\",\"owner\":\"pz7mb-3demv-3gk3d-pobww-k3tua-e\",\"config\":{\"sleepMs\":%d}}";

  @TempDir Path folder;
  SmallInstallation installation;
  ApiUser user;
  Admin admin;

  @BeforeEach
  void start() throws Exception {
    var broker = SmallInstallation.broker(folder);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    make(replies(), broker.bootstrapServers());
    installation =
        new SmallInstallation(
            broker,
            SmallInstallation.deployer(
                broker,
                folder,
                Map.of(
                    "templates.probe.enabled", "true",
                    "deployer.backends", "shop,other",
                    "deployer.reply-topics", REPLIES)));
    user = new ApiUser(installation.deployer().api());
    await().atMost(SOON).until(() -> ready().statusCode() == 200);
  }

  @AfterEach
  void stop() {
    user.close();
    installation.close();
    admin.close();
  }

  @Test
  void aReplyTopicStopsNobodyElse() throws Exception {
    delete(REPLIES);
    for (int i = 0; i < 4; i++) { // on every partition, before anybody can know
      send("shop", "shop-" + i, REPLIES);
    }
    for (int i = 0; i < 4; i++) {
      send("other", "other-" + i, TOPICS.replies().name());
    }

    for (int i = 0; i < 4; i++) {
      awaitCompleted("other-" + i);
    }
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(ready().statusCode()).isEqualTo(200);
          assertThat(ready().body()).contains("'%s' is missing".formatted(REPLIES));
        });
    awaitCompleted("shop-3");

    make(replies(), bootstrap());
    await().atMost(SOON).untilAsserted(() -> assertThat(ready().body()).isEqualTo("{\"ok\":true}"));
    send("shop", "shop-9", REPLIES);
    awaitCompleted("shop-9");
    assertThat(written(REPLIES)).isPositive();
  }

  @Test
  void aWorkTopicStopsItsTemplateAloneAndItsWorkIsHandedOutOnceItIsBack() throws Exception {
    String work = TOPICS.work(new TemplateName("probe")).name();
    delete(work);
    send("shop", "waits-1", TOPICS.replies().name());
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(ready().body()).contains("'%s' is missing".formatted(work)));
    send("shop", "waits-2", TOPICS.replies().name());
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(user.get("/v1/deployments/waits-2").body()).contains("\"PENDING\""));

    make(TOPICS.work(new TemplateName("probe")), bootstrap());

    awaitCompleted("waits-1");
    awaitCompleted("waits-2");
  }

  @Test
  void aTopicThatHoldsWhatIsPromisedStopsDecisionsUntilItIsBack() throws Exception {
    String outcomes = TOPICS.outcomes().name();
    delete(outcomes);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(ready().statusCode()).isEqualTo(503);
          assertThat(ready().body())
              .contains("'%s' is missing, so nothing is decided".formatted(outcomes));
        });
    assertThat(user.get("/readyz?part=queries").statusCode()).isEqualTo(200);
    send("shop", "waits-1", TOPICS.replies().name());

    make(TOPICS.outcomes(), bootstrap());

    awaitCompleted("waits-1");
    await().atMost(SOON).untilAsserted(() -> assertThat(ready().statusCode()).isEqualTo(200));
  }

  @Test
  void theChangelogOfAStoreStopsDecisionsAlsoWhenItIsMadeAnew() throws Exception {
    complete("before");
    String changelog =
        admin.listTopics().names().get().stream()
            .filter(name -> name.endsWith("-deployments-changelog"))
            .findFirst()
            .orElseThrow();
    delete(changelog);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(ready().statusCode()).isEqualTo(503);
          assertThat(ready().body())
              .contains("The changelog '%s' was deleted".formatted(changelog));
        });
  }

  private void complete(String id) throws Exception {
    HttpResponse<String> deployed = user.post("/v1/deployments", PROBE.formatted(id, 5));
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    assertThat(field(deployed.body(), "status")).isEqualTo("COMPLETED");
  }

  private void awaitCompleted(String id) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(user.get("/v1/deployments/" + id).body()).contains("\"COMPLETED\""));
  }

  private void send(String backend, String id, String replyTopic) {
    var codec = new CommandCodec(new BuiltInSchemaIds());
    var command = Trickle.deploy(id);
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      var record = new ProducerRecord<>(TOPICS.commands(backend).name(), id, codec.encode(command));
      record.headers().add(HeaderNames.REPLY_TOPIC, replyTopic.getBytes(UTF_8));
      var _ = producer.send(record);
    }
  }

  private HttpResponse<String> ready() throws Exception {
    return user.get("/readyz");
  }

  private String bootstrap() {
    return installation.broker().bootstrapServers();
  }

  private void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
  }

  private static Topic replies() {
    return new Topic(REPLIES, 2, "id", null, new Topic.Kept.For(Duration.ofHours(1)), false);
  }

  private static void make(Topic topic, String bootstrap) throws Exception {
    try (BrokerTopics topics = KafkaTopics.at(Map.of("bootstrap.servers", bootstrap))) {
      topics.create(List.of(topic), 1);
    }
  }

  private long written(String topic) throws Exception {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (int i = 0; i < 2; i++) {
      ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    return admin.listOffsets(ends).all().get().values().stream().mapToLong(e -> e.offset()).sum();
  }
}
