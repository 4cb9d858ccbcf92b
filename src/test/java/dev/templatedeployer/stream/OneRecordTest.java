package dev.templatedeployer.stream;

import static dev.templatedeployer.domain.Refusal.Kind.TEMPORARILY_UNAVAILABLE;
import static dev.templatedeployer.stream.RunningTopology.NOON;
import static dev.templatedeployer.stream.RunningTopology.PROBES_ONLY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.RecordedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What one record, or one stored fact, may do to the others: nothing.
class OneRecordTest {

  static final Principal OWNER = new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e");

  @TempDir Path stateDir;

  @Nested
  class WhenItBringsOutAnError {

    static Stream<Throwable> errorsOfTheRecord() {
      return Stream.of(
          new StackOverflowError(),
          new AssertionError("a bug"),
          new NoClassDefFoundError("A"),
          new ExceptionInInitializerError("a bug"),
          new IllegalStateException("a bug"));
    }

    static Stream<Throwable> faultsOfWhatIsAroundIt() {
      return Stream.of(
          new OutOfMemoryError("a test"),
          new KafkaException("a broker"),
          new InvalidStateStoreException("a store"),
          new TaskMigratedException("another owner"),
          new IllegalStateException("wrapped", new InvalidStateStoreException("a store")));
    }

    @ParameterizedTest
    @MethodSource("errorsOfTheRecord")
    void becomesItsDeadLetterAndTheNextIsDecided(Throwable error) {
      try (var topology = new RunningTopology(stateDir, failingAt("bad", error))) {
        topology.send(deploy("bad", "probe", null));
        topology.send(deploy("good", "probe", null));
        assertThat(topology.deadLetters())
            .extracting(OneRecordTest::code)
            .containsExactly("UNEXPECTED");
        assertThat(topology.events()).extracting(e -> e.id().value()).containsExactly("good");
      }
    }

    @ParameterizedTest
    @MethodSource("faultsOfWhatIsAroundIt")
    void isDecidedAgainIfItWasAFaultOfSomethingElse(Throwable fault) {
      try (var topology = new RunningTopology(stateDir, failingAt("bad", fault))) {
        Throwable thrown = catchThrowable(() -> topology.send(deploy("bad", "probe", null)));
        assertThat(Stream.iterate(thrown, java.util.Objects::nonNull, Throwable::getCause))
            .contains(fault);
        assertThat(topology.deadLetters()).isEmpty();
      }
    }

    private static Admission failingAt(String id, Throwable fault) {
      return (caller, deployment, request, now) -> {
        if (!deployment.value().equals(id)) {
          return PROBES_ONLY.admit(caller, deployment, request, now);
        }
        if (fault instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) fault;
      };
    }
  }

  @Nested
  class WhenItsTemplateIsNotHere {

    private static final Duration START_TIMEOUT = Policy.STANDARD.startTimeout();

    /// Admits what is planned for a template that other instances have.
    private RunningTopology withoutProbes() {
      return new RunningTopology(
          stateDir, PROBES_ONLY, SignatureVerifier.NONE, new BuiltInSchemaIds(), List.of("lock"));
    }

    @Test
    void isLeftAloneForItsStartTimeoutAndThenFailsByName() {
      try (RunningTopology topology = withoutProbes()) {
        topology.send(deploy("planned", "probe", NOON.plusSeconds(60)));
        topology.events();
        topology.pass(START_TIMEOUT.plusSeconds(59));
        assertThat(topology.events()).isEmpty();

        topology.pass(Duration.ofSeconds(2));
        assertThat(topology.events())
            .extracting(RecordedEvent::event)
            .singleElement()
            .isInstanceOfSatisfying(
                DeploymentEvent.Failed.class,
                failed ->
                    assertThat(failed.failure())
                        .isEqualTo(
                            new Failure(
                                Failure.TEMPLATE_MISSING,
                                "The template 'probe' is not here any more. Put its folder or jar back, restart the service, and retry the deployment.",
                                false)));
        assertThat(topology.outcomes())
            .extracting(DeploymentOutcome::status)
            .containsExactly(Status.FAILED);
      }
    }

    @Test
    void countsTheTimeoutFromTheTakeOverIfItWasDueBefore() {
      try (RunningTopology topology = withoutProbes()) {
        topology.lag = START_TIMEOUT.multipliedBy(2);
        topology.send(deploy("planned", "probe", NOON.minus(START_TIMEOUT).minusSeconds(60)));
        topology.events();
        topology.pass(START_TIMEOUT.minusSeconds(1));
        assertThat(topology.events()).isEmpty();
        topology.pass(Duration.ofSeconds(2));
        assertThat(topology.events()).hasSize(1);
      }
    }

    @Test
    void cannotBeRetriedUntilItIsBack() {
      try (RunningTopology topology = withoutProbes()) {
        topology.send(deploy("planned", "probe", NOON.plusSeconds(60)));
        topology.pass(START_TIMEOUT.plusSeconds(61));
        topology.replies();
        topology.sendAsAdmin(
            new CommandMessage.Retry(new DeploymentId("planned"), "r-1", "olga", "again"));
        assertThat(topology.replies())
            .extracting(DeploymentReply::refusal)
            .containsExactly(
                Refusal.of(
                    TEMPORARILY_UNAVAILABLE,
                    "Cannot retry the deployment 'planned': its template 'probe' is not here. Put the template's folder or jar back, restart the service, and send the retry again."));
        assertThat(topology.deadLetters()).isEmpty();
      }
    }

    @Test
    void canBeCancelled() {
      try (RunningTopology topology = withoutProbes()) {
        topology.send(deploy("planned", "probe", NOON.plusSeconds(60)));
        topology.send(
            new CommandMessage.Cancel(new DeploymentId("planned"), null, null, "not needed"));
        assertThat(topology.outcomes())
            .extracting(DeploymentOutcome::status)
            .containsExactly(Status.CANCELLED);
      }
    }

    @Test
    void doesNotKeepAnotherTemplateFromBeingDeployed() {
      Admission all =
          (_, _, _, _) ->
              new Admission.Verdict.Admitted(
                  new dev.templatedeployer.domain.DeploymentCommand.Terms(
                      "1.0.0", Policy.STANDARD));
      try (var topology =
          new RunningTopology(
              stateDir, all, SignatureVerifier.NONE, new BuiltInSchemaIds(), List.of("lock"))) {
        topology.send(deploy("planned", "probe", NOON.plusSeconds(60)));
        topology.pass(START_TIMEOUT.plusSeconds(61));
        topology.send(deploy("good", "lock", null));
        assertThat(topology.work("lock")).hasSize(1);
      }
    }
  }

  @Nested
  class WhenWhatIsStoredCannotBeRead {

    @Test
    void isPutAsideAloneAndCanBeSentAgain() {
      try (var topology = new RunningTopology(stateDir)) {
        topology.send(deploy("damaged", "probe", null));
        topology.overwrite(DeploymentPath.DEPLOYMENTS, "damaged", new byte[] {0, 0, 0, 0, 99, 1});
        topology.replies();
        topology.send(deploy("damaged", "probe", null));
        topology.send(deploy("good", "probe", null));
        assertThat(topology.deadLetters())
            .extracting(OneRecordTest::code)
            .containsExactly(UnreadableFact.CODE);
        assertThat(topology.replies())
            .extracting(reply -> reply.refusal() == null ? null : reply.refusal().kind())
            .containsExactly(TEMPORARILY_UNAVAILABLE, null);
      }
    }

    @Test
    void keepsItsDueTimeFromNobodyElse() {
      try (var topology = new RunningTopology(stateDir)) {
        topology.send(deploy("damaged", "probe", NOON.plusSeconds(60)));
        topology.send(deploy("good", "probe", NOON.plusSeconds(60)));
        topology.overwrite(DeploymentPath.DEPLOYMENTS, "damaged", new byte[] {1});
        topology.pass(Duration.ofSeconds(61));
        assertThat(topology.work("probe")).extracting(w -> w.id().value()).containsExactly("good");
      }
    }

    @Test
    void isPutAsideIfItIsACanister() {
      try (var topology = new RunningTopology(stateDir)) {
        topology.overwrite(
            CanisterPath.CANISTERS, OWNER.text(), new byte[] {127, 127, 127, 127, 1, 2});
        topology.send(operate());
        assertThat(topology.deadLetters())
            .extracting(OneRecordTest::code)
            .containsExactly(UnreadableFact.CODE);
      }
    }
  }

  @Nested
  class WhenItsKindOfCanisterIsNotHere {

    @Test
    void isPutAsideIfItIsToBeCreated() {
      try (var topology = new RunningTopology(stateDir)) {
        topology.send(
            new CanisterCommand.Create(
                OWNER,
                "web-42",
                OWNER,
                "vault",
                new JsonBytes("{}".getBytes(UTF_8)),
                OWNER,
                "web-42",
                NOON));
        assertThat(topology.deadLetters())
            .extracting(OneRecordTest::code)
            .containsExactly("KIND_MISSING");
      }
    }

    @Test
    void isRefusedIfItIsThereAlready() {
      try (var topology = new RunningTopology(stateDir)) {
        topology.overwrite(CanisterPath.CANISTERS, OWNER.text(), vault());
        topology.send(operate());
        assertThat(topology.canisterReplies())
            .singleElement()
            .isInstanceOfSatisfying(
                CanisterReply.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo("KIND_MISSING"));
      }
    }

    private static byte[] vault() {
      var about = new StoredCanister.About("vault", OWNER, "web-42", 1, "00".repeat(32), NOON);
      return new StoredCanister(about, new JsonBytes("{}".getBytes(UTF_8)))
          .bytes(dev.templatedeployer.template.catalog.Json.mapper());
    }
  }

  private static CanisterCommand operate() {
    return new CanisterCommand.Operate(
        OWNER, "c-1", OWNER, "claim", new JsonBytes("{}".getBytes(UTF_8)));
  }

  private static CommandMessage deploy(String id, String template, @Nullable Instant notBefore) {
    return new CommandMessage.Deploy(
        new DeploymentId(id),
        null,
        null,
        new DeploymentRequest(
            new TemplateName(template),
            null,
            new Config("{}".getBytes(UTF_8), "00".repeat(32)),
            OWNER,
            Map.of(),
            notBefore,
            null));
  }

  private static String code(TestRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader(HeaderNames.ERROR_CODE).value(), UTF_8);
  }
}
