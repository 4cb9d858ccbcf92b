package dev.templatedeployer.stream;

import static dev.templatedeployer.domain.Refusal.Kind.CONFLICT;
import static dev.templatedeployer.domain.Refusal.Kind.INVALID_PAYLOAD;
import static dev.templatedeployer.domain.Refusal.Kind.NOT_FOUND;
import static dev.templatedeployer.domain.Refusal.Kind.TEMPORARILY_UNAVAILABLE;
import static dev.templatedeployer.domain.Refusal.Kind.UNAUTHORIZED;
import static dev.templatedeployer.stream.RunningTopology.ALLOWED_REPLY_TOPIC;
import static dev.templatedeployer.stream.RunningTopology.NOON;
import static dev.templatedeployer.stream.RunningTopology.PROBES_ONLY;
import static dev.templatedeployer.stream.RunningTopology.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.AsyncApi;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployerTopologyTest {

  static final DeploymentId ID = new DeploymentId("web-42");
  static final Principal OWNER = new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e");

  @TempDir Path stateDir;
  RunningTopology topology;

  @BeforeEach
  void start() {
    topology = new RunningTopology(stateDir);
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Nested
  class ADeployCommand {

    @Test
    void isAnsweredPendingAndBecomesWorkInOneStep() {
      topology.send(deploy("probe", "{}"));

      assertThat(topology.replies()).containsExactly(new DeploymentReply(ID, null, null));
      assertThat(topology.events())
          .singleElement()
          .satisfies(recorded -> {
            assertThat(recorded.version()).isEqualTo(1);
            assertThat(recorded.cause().topic()).isEqualTo("deployments.commands");
            assertThat(recorded.event()).isInstanceOf(DeploymentEvent.Requested.class);
          });
      assertThat(topology.work("probe"))
          .singleElement()
          .satisfies(work -> assertThat(work.token()).isEqualTo(Token.FIRST));
      assertThat(topology.outcomes()).isEmpty();
    }

    @Test
    void becomesWorkThatSaysItsLease() {
      topology.send(deploy("probe", "{}"));

      assertThat(topology.work("probe"))
          .singleElement()
          .isInstanceOfSatisfying(
              Work.Start.class,
              start -> assertThat(start.lease()).isEqualTo(Policy.STANDARD.lease()));
    }

    @Test
    void changesNothingTheSecondTimeAndIsAnsweredAlike() {
      topology.send(deploy("probe", "{}"));
      topology.send(deploy("probe", "{}"));

      assertThat(topology.events()).hasSize(1);
      assertThat(topology.work("probe")).hasSize(1);
      List<DeploymentReply> replies = topology.replies();
      assertThat(replies).hasSize(2);
      assertThat(replies.getFirst()).isEqualTo(replies.getLast());
    }

    @Test
    void isRefusedWithAnotherConfigUnderTheSameId() {
      topology.send(deploy("probe", "{}"));
      topology.send(deploy("probe", "{\"sleepMs\": 1}"));

      assertThat(refusals()).extracting(Refusal::kind).containsExactly(CONFLICT);
      assertThat(topology.events()).hasSize(1);
    }

    @Test
    void leavesNoRecordWhenItIsNotAdmitted() {
      topology.send(deploy("unheard-of", "{}"));

      assertThat(refusals()).extracting(Refusal::kind).containsExactly(INVALID_PAYLOAD);
      assertThat(topology.events()).isEmpty();
      assertThat(topology.stored("web-42")).isNull();
    }

    @Test
    void staysAcceptedWhenItsTemplateWasSwitchedOffSince() {
      var isOn = new AtomicBoolean(true);
      Admission switched =
          (id, request, now) ->
              isOn.get()
                  ? PROBES_ONLY.admit(id, request, now)
                  : new Admission.Verdict.Refused(
                      Refusal.of(TEMPORARILY_UNAVAILABLE, "Switched off."));
      topology.close();
      topology = new RunningTopology(stateDir, switched);
      topology.send(deploy("probe", "{}"));
      isOn.set(false);

      topology.send(deploy("probe", "{}"));

      assertThat(topology.replies()).containsOnly(new DeploymentReply(ID, null, null)).hasSize(2);
    }
  }

  @Nested
  class AReport {

    @Test
    void completesTheDeploymentForEverybody() {
      topology.send(deploy("probe", "{}"));
      topology.report(succeeded(Token.FIRST));

      assertThat(topology.events()).extracting(RecordedEvent::version).containsExactly(1L, 2L, 3L);
      assertThat(topology.outcomes())
          .singleElement()
          .satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
            assertThat(outcome.version()).isEqualTo(3);
            assertThat(outcome.canisterId()).isNotNull();
          });
    }

    @Test
    void ofAnOlderStartChangesNothingAndIsCounted() {
      topology.send(deploy("probe", "{}"));
      topology.report(succeeded(new Token(1, 2)));

      assertThat(topology.outcomes()).isEmpty();
      assertThat(
              topology
                  .registry()
                  .counter("deployer.reports.without.effect", "why", "stale")
                  .count())
          .isEqualTo(1);
    }

    @Test
    void thatFailsLeadsToAnotherAttemptAfterAWait() {
      topology.send(deploy("probe", "{}"));
      topology.report(failed(Token.FIRST, true));
      assertThat(topology.work("probe")).hasSize(1);

      topology.pass(Duration.ofSeconds(3));

      assertThat(topology.work("probe"))
          .singleElement()
          .satisfies(work -> assertThat(work.token()).isEqualTo(new Token(2, 1)));
    }
  }

  @Nested
  class TheAgenda {

    @Test
    void drivesAnAttemptAgainWhoseExecutorFellSilent() {
      topology.send(deploy("probe", "{}"));
      topology.report(started(Token.FIRST));
      topology.work("probe");

      topology.pass(Policy.STANDARD.lease().plusSeconds(1));

      assertThat(topology.work("probe"))
          .singleElement()
          .satisfies(work -> assertThat(work.token()).isEqualTo(new Token(1, 2)));
    }

    @Test
    void isHeldBackByHeartbeatsThatCauseNoEvent() {
      topology.send(deploy("probe", "{}"));
      topology.report(started(Token.FIRST));
      topology.events();
      topology.pass(Policy.STANDARD.lease().minusSeconds(5));
      topology.report(heartbeat(Token.FIRST));

      topology.pass(Duration.ofSeconds(10));

      assertThat(topology.events()).isEmpty();
    }

    @Test
    void holdsNoSilenceAgainstAnAttemptWhoseReportsWaitToBeRead() {
      topology.send(deploy("probe", "{}"));
      topology.lag = Policy.STANDARD.lease().multipliedBy(2);
      topology.report(started(Token.FIRST));

      topology.pass(Duration.ofMillis(100));
      topology.report(succeeded(Token.FIRST));

      assertThat(topology.events())
          .extracting(recorded -> recorded.event().getClass().getSimpleName())
          .containsExactly("Requested", "Started", "Completed");
    }

    @Test
    void notesSilenceAfterReportsWereReadLate() {
      topology.send(deploy("probe", "{}"));
      topology.lag = Policy.STANDARD.lease().multipliedBy(2);
      topology.report(started(Token.FIRST));
      topology.work("probe");

      topology.pass(Policy.STANDARD.lease().minusSeconds(1));
      assertThat(topology.work("probe")).isEmpty();
      topology.pass(Duration.ofSeconds(2));

      assertThat(topology.work("probe"))
          .singleElement()
          .satisfies(work -> assertThat(work.token()).isEqualTo(new Token(1, 2)));
    }

    /// However long the overload lasts, it adds no work.
    @Test
    void losesNoLeaseToHeartbeatsThatAreReadLate() {
      topology.lag = Duration.ofMinutes(2);
      topology.send(deploy("probe", "{}"));
      topology.report(started(Token.FIRST));
      topology.events();
      for (int i = 0; i < 28; i++) {
        topology.pass(Duration.ofSeconds(10));
        topology.report(heartbeat(Token.FIRST));
      }

      assertThat(topology.events()).isEmpty();
    }

    @Test
    void losesNoLeaseToAnOverloadOfAnHour() {
      topology.lag = Duration.ofMinutes(2);
      for (int i = 0; i < 360; i++) {
        topology.pass(Duration.ofSeconds(10));
        topology.report(heartbeat(new Token(7, 7)));
      }
      topology.send(deploy("probe", "{}"));
      topology.report(started(Token.FIRST));
      topology.events();
      for (int i = 0; i < 6; i++) {
        topology.pass(Duration.ofSeconds(10));
        topology.report(heartbeat(Token.FIRST));
      }

      assertThat(topology.events()).isEmpty();
    }

    @Test
    void losesNoLeaseToAStallOfItsOwnProcess() {
      topology.send(deploy("probe", "{}"));
      topology.report(started(Token.FIRST));
      topology.events();
      topology.stall(Duration.ofMinutes(2));
      topology.report(heartbeat(Token.FIRST));
      topology.pass(Duration.ofSeconds(20));

      assertThat(topology.events()).isEmpty();
    }

    @Test
    void measuresALeaseByTheBrokersClockIfItsOwnIsAhead() {
      topology.lag = Duration.ofHours(1);
      topology.send(deploy("probe", "{}"));
      topology.report(started(Token.FIRST));
      topology.work("probe");

      topology.pass(Policy.STANDARD.lease().minusSeconds(1));
      assertThat(topology.work("probe")).isEmpty();
      topology.pass(Duration.ofSeconds(2));
      assertThat(topology.work("probe")).hasSize(1);
    }

    /// An aborted transaction takes records back that the agenda has noted.
    @Test
    void isNotHeldUpByDeploymentsThatThereAreNot() {
      for (int i = 0; i < 300; i++) {
        topology.send(deployLater("gone-" + i, Duration.ofSeconds(10)));
      }
      for (int i = 0; i < 300; i++) {
        topology.forget("gone-" + i);
      }
      topology.send(deployLater("web-42", Duration.ofSeconds(11)));

      topology.pass(Duration.ofSeconds(13));

      assertThat(topology.work("probe")).hasSize(1);
      assertThat(topology.registry().get("deployer.deployments.open").gauge().value()).isEqualTo(1);
    }

    @Test
    void stopsAnAttemptThatTimeEnded() {
      topology.send(deploy("probe", "{}"));
      topology.report(started(Token.FIRST));
      Policy policy = Policy.STANDARD;
      for (int i = 0; i < policy.maxDrives(); i++) {
        topology.pass(policy.startTimeout().plusSeconds(1));
      }

      assertThat(topology.work("probe")).hasAtLeastOneElementOfType(Work.Stop.class);
    }
  }

  @Nested
  class ACancel {

    /// A run of a few milliseconds says nothing before its end.
    @Test
    void leavesTheLastWordToAShortRunThatIsOver() {
      topology.send(deploy("probe", "{}"));
      topology.send(new CommandMessage.Cancel(ID, null, null, "enough"));
      topology.report(succeeded(Token.FIRST));

      assertThat(topology.outcomes())
          .extracting(DeploymentOutcome::status)
          .containsExactly(Status.COMPLETED);
      assertThat(topology.work("probe")).hasSize(2).last().isInstanceOf(Work.Stop.class);
    }

    @Test
    void ofWhatNobodyHasBegunEndsWithTheWordOfAnExecutorOrALease() {
      topology.send(deploy("probe", "{}"));
      topology.send(new CommandMessage.Cancel(ID, null, null, "enough"));
      assertThat(topology.outcomes()).isEmpty();

      topology.pass(Policy.STANDARD.lease().plusSeconds(1));
      topology.report(succeeded(Token.FIRST));

      assertThat(topology.outcomes())
          .extracting(DeploymentOutcome::status, DeploymentOutcome::replaces)
          .containsExactly(tuple(Status.CANCELLED, null), tuple(Status.COMPLETED, 3L));
    }
  }

  @Nested
  class AnAdminCommand {

    @Test
    void retriesAFailedDeployment() {
      topology.send(deploy("probe", "{}"));
      topology.report(failed(Token.FIRST, false));
      topology.work("probe");
      topology.replies();

      topology.sendAsAdmin(new CommandMessage.Retry(ID, "again-1", "alice", "quota was raised"));

      assertThat(topology.replies()).containsExactly(new DeploymentReply(ID, "again-1", null));
      assertThat(topology.work("probe")).hasSize(1);
      assertThat(topology.stored("web-42"))
          .isNotNull()
          .extracting(DeploymentRecord::run)
          .isEqualTo(2);
    }

    @Test
    void isToldOfInTheOutcomeOfTheRunThatItBegan() {
      topology.send(deploy("probe", "{}"));
      topology.report(failed(Token.FIRST, false));
      assertThat(topology.replayOf()).containsExactly("");

      topology.sendAsAdmin(
          new CommandMessage.Retry(ID, "replay-k3v9-1", "alice", "quota was raised", 3L));
      topology.report(failed(new Token(2, 1), false));

      assertThat(topology.replayOf()).containsExactly("replay-k3v9-1");
    }

    @Test
    void isRefusedIfTheDeploymentHasAnotherVersionThanExpected() {
      topology.send(deploy("probe", "{}"));
      topology.report(failed(Token.FIRST, false));

      topology.sendAsAdmin(new CommandMessage.Retry(ID, "again-1", "alice", "please", 2L));

      assertThat(refusals()).extracting(Refusal::kind).containsExactly(CONFLICT);
    }

    @Test
    void isNotTakenFromABackend() {
      topology.send(deploy("probe", "{}"));
      topology.report(failed(Token.FIRST, false));

      topology.send(new CommandMessage.Retry(ID, null, "alice", "please"));

      assertThat(refusals()).extracting(Refusal::kind).containsExactly(UNAUTHORIZED);
    }

    @Test
    void isRefusedForADeploymentThatNobodyKnows() {
      topology.sendAsAdmin(new CommandMessage.Retry(ID, null, "alice", "please"));

      assertThat(refusals()).extracting(Refusal::kind).containsExactly(NOT_FOUND);
    }
  }

  @Nested
  class AReply {

    @Test
    void goesToTheAllowedTopicThatTheCommandNamesWithItsCorrelationId() {
      byte[] correlation = {0, -1, 127, -128, 3}; // no text in any encoding
      topology.send(
          deploy("probe", "{}"),
          new RecordHeaders()
              .add(HeaderNames.REPLY_TOPIC, ALLOWED_REPLY_TOPIC.getBytes(UTF_8))
              .add(HeaderNames.CORRELATION_ID, correlation)
              .add(HeaderNames.REPLY_PARTITION, ByteBuffer.allocate(4).putInt(0).array()));

      assertThat(topology.replies()).isEmpty();
      assertThat(topology.raw(ALLOWED_REPLY_TOPIC))
          .singleElement()
          .satisfies(reply ->
              assertThat(header(reply, HeaderNames.CORRELATION_ID)).isEqualTo(correlation));
    }

    @Test
    void goesToTheOrdinaryTopicWhenTheCommandNamesOneThatIsNotAllowed() {
      topology.send(
          deploy("probe", "{}"),
          new RecordHeaders().add(HeaderNames.REPLY_TOPIC, "deployments.events".getBytes(UTF_8)));

      assertThat(topology.replies()).hasSize(1);
      assertThat(topology.events()).hasSize(1);
    }

    @Test
    void hasTheHeadersThatTheContractOfTheTopicsTellsAndSoHasEverythingElse() {
      var headers = new RecordHeaders().add(HeaderNames.CORRELATION_ID, new byte[] {1});
      for (String name : List.of("traceparent", "tracestate", "baggage")) {
        headers.add(name, "x=1".getBytes(UTF_8));
      }
      topology.send(deploy("probe", "{}"), headers);
      topology.send(
          new CommandMessage.Cancel(ID, null, null, "enough"), new RecordHeaders(headers));
      topology.report(failed(Token.FIRST, true), new RecordHeaders(headers));

      for (Topic topic :
          List.of(
              TOPICS.replies(),
              TOPICS.events(),
              TOPICS.outcomes(),
              TOPICS.work(new TemplateName("probe")))) {
        var told = new HashSet<>(AsyncApi.headers(Objects.requireNonNull(topic.value())).keySet());
        told.remove(HeaderNames.REPLAY_OF); // only runs of a bulk replay have it
        var always = new HashSet<>(told);
        always.remove(HeaderNames.LEASE_MILLIS); // only starts have it
        assertThat(topology.raw(topic.name()))
            .as(topic.name())
            .isNotEmpty()
            .allSatisfy(record ->
                assertThat(record.headers())
                    .extracting(Header::key)
                    .containsAll(always)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(told));
      }
    }

    @Test
    void carriesTheTraceOn() {
      byte[] trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8);
      topology.send(deploy("probe", "{}"), new RecordHeaders().add("traceparent", trace));

      for (Topic topic :
          List.of(TOPICS.replies(), TOPICS.events(), TOPICS.work(new TemplateName("probe")))) {
        assertThat(topology.raw(topic.name()))
            .allSatisfy(record -> assertThat(header(record, "traceparent")).isEqualTo(trace));
      }
    }
  }

  @Nested
  class ARecordThatMeansNothing {

    @Test
    void becomesADeadLetterThatShowsNothingOfItAndIsAnsweredIfItsKeyIsAnId() {
      send("web-42", "S3CR3T".getBytes(UTF_8));

      assertDeadLetter("MALFORMED");
      assertThat(refusals()).extracting(Refusal::kind).containsExactly(INVALID_PAYLOAD);
    }

    @Test
    void hasAnUnknownSchemaId() {
      send("web-42", ByteBuffer.allocate(20).put((byte) 0).putInt(4711).array());
      assertDeadLetter("UNKNOWN_SCHEMA");
    }

    @Test
    void hasNoKey() {
      send(null, encoded(deploy("probe", "{}")));
      assertDeadLetter("MISSING_KEY");
      assertThat(topology.replies()).isEmpty();
    }

    @Test
    void hasNoValue() {
      send("web-42", null);
      assertDeadLetter("MISSING_VALUE");
    }

    @Test
    void hasAKeyThatDiffersFromItsId() {
      send("web-43", encoded(deploy("probe", "{}")));
      assertDeadLetter("KEY_MISMATCH");
    }

    @Test
    void isTooLarge() {
      send("web-42", new byte[256 * 1024 + 1]);
      assertDeadLetter("TOO_LARGE");
    }

    @Test
    void hasAKeyThatNoReplyCouldHold() {
      send("k".repeat(2 * 1024 * 1024), encoded(deploy("probe", "{}")));

      assertThat(topology.deadLetters())
          .singleElement()
          .satisfies(letter -> {
            assertThat(text(letter, HeaderNames.ERROR_CODE)).isEqualTo("TOO_LARGE");
            assertThat(letter.key()).isEmpty();
          });
      assertThat(topology.replies()).isEmpty();
    }

    @Test
    void hasACorrelationIdThatNoReplyCouldHold() {
      topology.send(
          deploy("probe", "{}"),
          new RecordHeaders().add(HeaderNames.CORRELATION_ID, new byte[2 * 1024 * 1024]));

      assertThat(topology.raw(TOPICS.replies().name()))
          .singleElement()
          .satisfies(
              reply -> assertThat(reply.headers().lastHeader(HeaderNames.CORRELATION_ID)).isNull());
    }

    @Test
    void disturbsNoOther() {
      for (int i = 0; i < 100; i++) {
        send("web-42", new byte[] {(byte) i});
      }
      topology.send(deploy("probe", "{}"));

      assertThat(topology.deadLetters()).hasSize(100);
      assertThat(topology.events()).hasSize(1);
    }

    @Test
    void bringsOutABugAndIsPutAside() {
      topology.close();
      topology =
          new RunningTopology(
              stateDir,
              (id, request, now) -> {
                if (request.labels().containsKey("bug")) {
                  throw new IllegalStateException("S3CR3T");
                }
                return PROBES_ONLY.admit(id, request, now);
              });
      topology.send(deploy("probe", "{}", Map.of("bug", "yes")));
      topology.send(deploy("probe", "{}"));

      assertDeadLetter("UNEXPECTED");
      assertThat(topology.events()).hasSize(1);
    }

    private void send(@Nullable String key, byte @Nullable [] value) {
      topology.send(TOPICS.commands(), key, value, new RecordHeaders());
    }

    private void assertDeadLetter(String code) {
      assertThat(topology.deadLetters())
          .singleElement()
          .satisfies(letter -> {
            assertThat(text(letter, HeaderNames.ERROR_CODE)).isEqualTo(code);
            assertThat(text(letter, "__streams.errors.topic")).isEqualTo("deployments.commands");
            assertThat(text(letter, "kafka_dlt-original-topic")).isEqualTo("deployments.commands");
            assertThat(new String(letter.value(), UTF_8)).endsWith(".").doesNotContain("S3CR3T");
            assertThat(letter.headers())
                .noneSatisfy(
                    header -> assertThat(new String(header.value(), UTF_8)).contains("S3CR3T"));
          });
    }
  }

  @Nested
  class TheEventLog {

    @Test
    void isChainedByHashesThatAnyoneCanCheck() {
      topology.send(deploy("probe", "{}"));
      topology.report(succeeded(Token.FIRST));

      EventHash hash = EventHash.NONE;
      List<TestRecord<byte[], byte[]>> events = topology.raw(TOPICS.events().name());
      assertThat(events).hasSize(3);
      for (TestRecord<byte[], byte[]> event : events) {
        hash = hash.then(event.value());
        assertThat(header(event, HeaderNames.HASH)).isEqualTo(hash.bytes());
      }
    }

    @Test
    void foldsToWhatTheStoreHolds() {
      topology.send(deploy("probe", "{}"));
      topology.report(failed(Token.FIRST, true));
      topology.pass(Duration.ofMinutes(1));
      topology.report(succeeded(new Token(2, 1)));

      var events = topology.events().stream().map(RecordedEvent::event).toList();
      assertThat(DeploymentRecords.fold(events)).isEqualTo(topology.stored("web-42"));
    }

    @Test
    void describesItselfToThoseWhoSpeakCloudEvents() {
      topology.send(deploy("probe", "{}"));

      assertThat(topology.raw(TOPICS.events().name()))
          .singleElement()
          .satisfies(event -> {
            assertThat(text(event, "ce_type"))
                .isEqualTo("dev.templatedeployer.deployment.requested.v1");
            assertThat(text(event, "ce_id")).isEqualTo("web-42/1");
            assertThat(text(event, "ce_subject")).isEqualTo("web-42");
          });
    }
  }

  @Test
  void theShapeOfTheTopologyIsTheApprovedOne() throws IOException {
    String found =
        topology
            .topology(PROBES_ONLY)
            .describe()
            .toString()
            .lines()
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n", "", "\n"));
    Path kept = Path.of("target", "topology.txt");
    Files.writeString(kept, found);

    assertThat(found).doesNotContain("KSTREAM-");
    assertThat(Path.of("src/test/resources/topology.txt"))
        .as(
            "A changed shape may renumber tasks, whose local state is then lost. If it is meant:"
                + " cp %s src/test/resources/topology.txt",
            kept)
        .hasSameTextualContentAs(kept);
  }

  private List<Refusal> refusals() {
    return topology.replies().stream()
        .filter(reply -> !reply.isPending())
        .map(DeploymentReply::refusal)
        .toList();
  }

  private static byte[] encoded(CommandMessage command) {
    return new dev.templatedeployer.wire.CommandCodec(
            new dev.templatedeployer.wire.BuiltInSchemaIds())
        .encode(command);
  }

  static CommandMessage deploy(String template, String config) {
    return deploy(template, config, Map.of());
  }

  private static CommandMessage deploy(String template, String config, Map<String, String> labels) {
    byte[] json = config.getBytes(UTF_8);
    return new CommandMessage.Deploy(
        ID,
        null,
        null,
        new DeploymentRequest(
            new TemplateName(template),
            null,
            new Config(json, sha256(json)),
            OWNER,
            labels,
            null,
            null));
  }

  private CommandMessage deployLater(String id, Duration wait) {
    byte[] json = "{}".getBytes(UTF_8);
    return new CommandMessage.Deploy(
        new DeploymentId(id),
        null,
        null,
        new DeploymentRequest(
            new TemplateName("probe"),
            null,
            new Config(json, sha256(json)),
            OWNER,
            Map.of(),
            topology.now().plus(wait),
            null));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private DeploymentCommand.Report started(Token token) {
    return new DeploymentCommand.Started(ID, token, "executor-1", topology.now(), topology.now());
  }

  private DeploymentCommand.Report heartbeat(Token token) {
    return new DeploymentCommand.Heartbeat(ID, token, "executor-1", NOON, topology.now());
  }

  private DeploymentCommand.Report succeeded(Token token) {
    return new DeploymentCommand.Succeeded(
        ID, token, "executor-1", Map.of(), topology.now(), topology.now(), topology.now());
  }

  private DeploymentCommand.Report failed(Token token, boolean isRetryable) {
    return new DeploymentCommand.AttemptFailed(
        ID,
        token,
        "executor-1",
        new Failure("QUOTA_EXCEEDED", "The account is empty.", isRetryable),
        null,
        topology.now(),
        topology.now(),
        topology.now());
  }

  private static byte[] header(TestRecord<byte[], byte[]> record, String name) {
    return record.headers().lastHeader(name).value();
  }

  private static String text(TestRecord<byte[], byte[]> record, String name) {
    return new String(header(record, name), UTF_8);
  }
}
