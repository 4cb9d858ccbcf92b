package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.templatedeployer.wire.RegistrySchemaIds.Missing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RegistrySchemaIdsTest {

  static final List<Topic> TOPICS =
      List.of(
          Topics.STANDARD.commands(), Topics.STANDARD.adminCommands(), Topics.STANDARD.events());
  static final String A_SCHEMA = "\"string\"";

  final FakeRegistry registry = new FakeRegistry();
  final AtomicLong nanos = new AtomicLong();

  RegistrySchemaIdsTest() throws Exception {}

  @AfterEach
  void stop() {
    registry.close();
  }

  @Nested
  class AtTheStart {

    @Test
    void registersWhatIsMissing() throws Exception {
      try (var ids = connect(Missing.REGISTER)) {
        assertThat(ids.idOf(Envelope.DEPLOYMENT_COMMAND)).isEqualTo(100);
        assertThat(ids.idOf(Envelope.DEPLOYMENT_EVENT)).isEqualTo(101);
      }
      assertThat(registry.requests)
          .contains(
              "POST /subjects/deployments.commands-value/versions",
              "POST /subjects/deployments.admin-commands-value/versions",
              "POST /subjects/deployments.events-value/versions");
    }

    @Test
    void findsWhatIsThereWithoutRegisteringIt() throws Exception {
      connect(Missing.REGISTER).close();
      registry.requests.clear();

      try (var ids = connect(Missing.REFUSE)) {
        assertThat(ids.idOf(Envelope.DEPLOYMENT_EVENT)).isEqualTo(101);
      }
      assertThat(registry.requests).noneMatch(request -> request.matches("POST .*/versions"));
    }

    @Test
    void refusesToGoWithoutASchemaIfSomebodyElseRegisters() {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> connect(Missing.REFUSE))
          .withMessage(
              "Cannot find the schema 'DeploymentCommand' under the subject 'deployments.commands-value' in the schema"
                  + " registry at '%s', which answered 404 Subject not found. Register"
                  + " schemas/released/v3/DeploymentCommand.avsc there, or let the service register it.",
              registry.url());
    }

    @Test
    void saysThatAnotherSchemaIsInTheWay() {
      registry.misbehave(request ->
          request.endsWith("/versions")
              ? new RegistryEndpoint.Answer(409, "{\"message\":\"incompatible\"}")
              : null);

      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> connect(Missing.REGISTER))
          .withMessageContaining(
              "answered 409 incompatible. What stands there is of another kind.");
    }

    @Test
    void saysThatItIsNotLetIn() {
      registry.misbehave(_ -> new RegistryEndpoint.Answer(401, "no JSON"));

      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> connect(Missing.REGISTER))
          .withMessageContaining("answered 401 without a message. Give a user and a password");
    }

    @Test
    void saysThatNobodyAnswers() {
      registry.close();

      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> connect(Missing.REGISTER))
          .withMessageMatching(
              "The schema registry at 'http://localhost:[0-9]+/base/' cannot be reached: .*");
    }

    @Test
    void saysWhoItIs() throws Exception {
      var address = new RegistryAddress(registry.url(), "user", "s3cret");

      RegistrySchemaIds.connect(address, TOPICS, Missing.REGISTER).close();

      assertThat(registry.authorization).isEqualTo("Basic dXNlcjpzM2NyZXQ=");
      assertThat(address.toString()).doesNotContain("s3cret");
    }

    @Test
    void learnsAllVersionsOfItsSubjects() throws Exception {
      int id = registry.register("deployments.commands-value", A_SCHEMA);

      try (var ids = connect(Missing.REGISTER)) {
        registry.close();

        assertThat(ids.schemaOf(id)).isEqualTo(new Schema.Parser().parse(A_SCHEMA));
      }
    }
  }

  @Nested
  class OnTheWay {

    @Test
    void fetchesASchemaThatWasRegisteredLaterAndKeepsIt() throws Exception {
      try (var ids = connect(Missing.REGISTER)) {
        int id = registry.register("elsewhere", A_SCHEMA);
        registry.requests.clear();

        assertThat(ids.schemaOf(id)).isEqualTo(new Schema.Parser().parse(A_SCHEMA));
        assertThat(ids.schemaOf(id)).isEqualTo(new Schema.Parser().parse(A_SCHEMA));
        assertThat(registry.requests).containsExactly("GET /schemas/ids/" + id);
      }
    }

    @Test
    void doesNotAskAgainForAWhileForAnIdThatNobodyKnows() throws Exception {
      try (var ids = connect(Missing.REGISTER)) {
        registry.requests.clear();

        assertUnknown(
            ids, 999, "Nobody knows the schema id 999. Register the schema, and write its id.");
        assertUnknown(
            ids, 999, "Nobody knows the schema id 999. Register the schema, and write its id.");
        assertThat(registry.requests).hasSize(1);

        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertUnknown(
            ids, 999, "Nobody knows the schema id 999. Register the schema, and write its id.");
        assertThat(registry.requests).hasSize(2);
      }
    }

    @Test
    void waitsForASecondAtMostAndThenLeavesTheRegistryAloneForAWhile() throws Exception {
      try (var ids = connect(Missing.REGISTER)) {
        var isOver = new CountDownLatch(1);
        registry.misbehave(request -> silentUntil(isOver, request));
        registry.requests.clear();

        long start = System.nanoTime();
        assertUnknown(ids, 7, away(7));
        assertUnknown(ids, 8, away(8));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(registry.requests).hasSize(1);

        isOver.countDown();
        registry.misbehave(_ -> null);
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(ids.schemaOf(100)).isNotNull();
      }
    }

    @Test
    void takesAnErrorOfTheRegistryForItsAbsence() throws Exception {
      try (var ids = connect(Missing.REGISTER)) {
        registry.misbehave(_ -> new RegistryEndpoint.Answer(500, "{}"));

        assertUnknown(ids, 7, away(7));
      }
    }

    @Test
    void refusesASchemaThatIsNotAvro() throws Exception {
      try (var ids = connect(Missing.REGISTER)) {
        registry.misbehave(
            _ -> new RegistryEndpoint.Answer(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"));

        Undecodable undecodable = catchThrowableOfType(Undecodable.class, () -> ids.schemaOf(7));
        assertThat(undecodable.reason()).isEqualTo(Undecodable.Reason.INCOMPATIBLE_SCHEMA);
      }
    }
  }

  @Nested
  class AnAddress {

    @Test
    void isOneOfTheWeb() {
      assertNoAddress(
          "registry:8081",
          "'registry:8081' is not the address of a schema registry. Write it like 'https://registry.example.org:8081'.");
    }

    @Test
    void holdsNoPassword() {
      assertNoAddress(
          "https://me:s3cret@registry:8081",
          "The address 'https://registry:8081' of the schema registry holds a user. Give user and password by"
              + " themselves.");
    }

    private void assertNoAddress(String url, String sentence) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new RegistryAddress(URI.create(url), null, null))
          .withMessage(sentence);
    }
  }

  private RegistrySchemaIds connect(Missing missing) throws Exception {
    return RegistrySchemaIds.connect(registry.address(), TOPICS, missing, nanos::get);
  }

  private static RegistryEndpoint.Answer silentUntil(CountDownLatch isOver, String request) {
    try {
      isOver.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new RegistryEndpoint.Answer(503, request);
  }

  private static String away(int id) {
    return "The schema id %d is new here, and the schema registry does not answer. Send the record again once it does."
        .formatted(id);
  }

  private static void assertUnknown(RegistrySchemaIds ids, int id, String sentence) {
    Undecodable undecodable = catchThrowableOfType(Undecodable.class, () -> ids.schemaOf(id));
    assertThat(undecodable).hasMessage(sentence);
    assertThat(undecodable.reason())
        .isEqualTo(
            sentence.equals(away(id))
                ? Undecodable.Reason.REGISTRY_AWAY
                : Undecodable.Reason.UNKNOWN_SCHEMA);
  }
}
