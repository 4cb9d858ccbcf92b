package dev.templatedeployer.stream;

import static dev.templatedeployer.domain.Refusal.Kind.TEMPORARILY_UNAVAILABLE;
import static dev.templatedeployer.domain.Refusal.Kind.UNAUTHORIZED;
import static dev.templatedeployer.stream.RunningTopology.NOON;
import static dev.templatedeployer.stream.RunningTopology.PROBES_ONLY;
import static dev.templatedeployer.stream.RunningTopology.mayDeploy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlState;
import dev.templatedeployer.control.ControlState.EmergencyStop;
import dev.templatedeployer.control.ControlState.Maintenance;
import dev.templatedeployer.control.ControlState.TemplatePause;
import dev.templatedeployer.control.ControlledAdmission;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.wire.CommandMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the topology makes of the access list, of pauses and of switches, and what it tells the
/// audit trail.
class ControlledTopologyTest {

  static final DeploymentId ID = new DeploymentId("web-42");
  static final TemplateName PROBE = new TemplateName("probe");
  static final Duration START_TIMEOUT = Policy.STANDARD.startTimeout();

  @TempDir Path stateDir;
  RunningTopology topology;

  @BeforeEach
  void start() {
    var running = new AtomicReference<RunningTopology>();
    topology =
        new RunningTopology(
            stateDir,
            new ControlledAdmission(PROBES_ONLY, () -> running.get().controls),
            SignatureVerifier.NONE,
            Duration.ofSeconds(10));
    running.set(topology);
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Nested
  class ABackend {

    @Test
    void thatIsNotOnTheListIsRefusedLeavesNoRecordAndIsAudited() {
      topology.controls = Controls.NONE;

      topology.send(deploy(null));

      assertThat(refusals()).extracting(Refusal::kind).containsExactly(UNAUTHORIZED);
      assertThat(topology.events()).isEmpty();
      assertThat(topology.stored("web-42")).isNull();
      assertThat(topology.audit())
          .containsExactly(
              new AuditEntry(
                  NOON,
                  "backend",
                  "deployment.deploy",
                  "web-42",
                  false,
                  null,
                  "Cannot take the deployment 'web-42' from the backend 'backend': it is not on the access list. Ask an admin to put it there."));
    }

    @Test
    void isRefusedForOtherTemplatesThanItsOwn() {
      topology.controls = Controls.NONE.evolve(mayDeploy(Set.of(new TemplateName("lock"))));
      topology.send(deploy(null));
      assertThat(refusals()).extracting(Refusal::kind).containsExactly(UNAUTHORIZED);

      topology.controls = Controls.NONE.evolve(mayDeploy(Set.of(PROBE)));
      topology.send(deploy(null));
      assertThat(topology.replies()).containsExactly(new DeploymentReply(ID, null, null));
    }

    @Test
    void thatWasRemovedKeepsWhatItHasUnderWay() {
      topology.send(deploy(null));
      topology.controls = Controls.NONE;

      topology.send(deploy(null));

      assertThat(topology.replies()).hasSize(2).containsOnly(new DeploymentReply(ID, null, null));
      assertThat(topology.events()).hasSize(1);
      assertThat(topology.audit()).isEmpty();
    }

    @Test
    void thatWasRemovedCancelsNothingAnyMore() {
      topology.send(deploy(null));
      topology.controls = Controls.NONE;

      topology.send(new CommandMessage.Cancel(ID, null, null, "changed my mind"));

      assertThat(refusals())
          .containsExactly(
              Refusal.of(
                  UNAUTHORIZED,
                  "Cannot cancel the deployment 'web-42' for the backend 'backend': it is not on the access list. Ask an admin to put it there."));
      assertThat(topology.events()).hasSize(1);
      assertThat(topology.audit()).extracting(AuditEntry::isAccepted).containsExactly(false);
    }

    @Test
    void doesNotConcernWhatTheServiceItselfSends() {
      topology.controls = Controls.NONE;

      topology.sendAsAdmin(deploy(null));

      assertThat(topology.replies()).containsExactly(new DeploymentReply(ID, null, null));
      assertThat(topology.audit()).isEmpty();
    }

    @Test
    void thatRetriesIsRefusedAndAudited() {
      topology.send(new CommandMessage.Retry(ID, null, null, "please"));

      assertThat(topology.audit())
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("deployment.retry");
            assertThat(entry.isAccepted()).isFalse();
            assertThat(entry.reason()).isEqualTo("please");
          });
    }
  }

  @Nested
  class AnAdmin {

    @Test
    void isAuditedForACancellationWhateverCameOfIt() {
      topology.send(deploy(null));
      topology.sendAsAdmin(new CommandMessage.Cancel(ID, null, "bob", "a typing error"));
      topology.sendAsAdmin(new CommandMessage.Cancel(ID, null, "bob", "once more"));
      topology.sendAsAdmin(new CommandMessage.Retry(ID, null, "bob", "try it"));

      List<AuditEntry> entries = topology.audit();
      assertThat(entries)
          .extracting(AuditEntry::by, AuditEntry::action, AuditEntry::isAccepted)
          .containsExactly(
              tuple("bob", "deployment.cancel", true),
              tuple("bob", "deployment.cancel", true),
              tuple("bob", "deployment.retry", false));
      assertThat(entries)
          .extracting(AuditEntry::detail)
          .startsWith("It is given up.", "It had been asked before, and changes nothing.");
      assertThat(entries.getLast().detail()).startsWith("Cannot retry the deployment 'web-42'");
    }
  }

  @Test
  void anOrdinaryDeploymentWritesNoAudit() {
    topology.send(deploy(null));
    topology.send(deploy("no-such-template", null));

    assertThat(topology.audit()).isEmpty();
  }

  @Nested
  class Switches {

    @Test
    void refuseNewDeploymentsAndAnswerKnownOnesAsBefore() {
      topology.send(deploy(null));
      for (ControlState state : List.of(new Maintenance(true, null), new EmergencyStop(true))) {
        topology.controls = Controls.NONE.evolve(mayDeploy(null)).evolve(said(state, NOON));
        topology.replies();

        topology.send(deploy(null));
        topology.send(deploy("other", "probe", null));

        assertThat(topology.replies())
            .extracting(DeploymentReply::isPending)
            .containsExactly(true, false);
      }
      assertThat(topology.events()).hasSize(1);
    }

    @Test
    void sayWhoWhyAndUntilWhen() {
      hold(new Maintenance(true, NOON.plusSeconds(60)));
      topology.send(deploy(null));

      assertThat(refusals())
          .containsExactly(
              Refusal.of(
                  TEMPORARILY_UNAVAILABLE,
                  "The service takes no new deployments, since it is in maintenance: switched on by 'olga' at 2026-03-01T12:00:00Z: so be it. Send the command again at 2026-03-01T12:01:00Z."));

      topology.pass(Duration.ofSeconds(60));
      topology.send(deploy(null));

      assertThat(topology.replies()).containsExactly(new DeploymentReply(ID, null, null));
    }
  }

  @Nested
  class ADeploymentOfAPausedTemplate {

    @Test
    void isAcceptedAndHandedOutOnceHoweverLongItWaits() {
      hold(new TemplatePause(PROBE, true));
      topology.send(deploy(null));
      for (int i = 0; i < 10; i++) {
        topology.pass(START_TIMEOUT);
      }

      assertThat(topology.work("probe"))
          .singleElement()
          .isInstanceOfSatisfying(
              Work.Start.class, work -> assertThat(work.token()).isEqualTo(Token.FIRST));
      assertThat(status()).isEqualTo(Status.PENDING);
      assertThat(topology.events()).hasSize(1);
    }

    @Test
    void isHandedOutAgainOnlyWhenItsTimeToStartHasPassedSinceItWasLetGo() {
      hold(new TemplatePause(PROBE, true));
      topology.send(deploy(null));
      topology.pass(START_TIMEOUT.multipliedBy(3));
      topology.work("probe");
      Instant letGo = topology.now();
      topology.controls = topology.controls.evolve(said(new TemplatePause(PROBE, false), letGo));

      topology.pass(START_TIMEOUT.minusSeconds(1));
      assertThat(topology.work("probe")).isEmpty();

      topology.pass(Duration.ofSeconds(2));
      assertThat(topology.work("probe"))
          .singleElement()
          .satisfies(work -> assertThat(work.token()).isEqualTo(new Token(1, 2)));
    }

    @Test
    void thatWasHandedOutAgainIsNotLostMeanwhile() {
      topology.send(deploy(null));
      topology.pass(START_TIMEOUT.plusSeconds(1));
      assertThat(topology.work("probe")).hasSize(2);
      hold(new TemplatePause(PROBE, true));

      for (int i = 0; i < 10; i++) {
        topology.pass(START_TIMEOUT);
      }

      assertThat(topology.work("probe")).isEmpty();
      assertThat(status()).isEqualTo(Status.PENDING);
    }

    @Test
    void failsAtItsDeadlineAllTheSame() {
      hold(new TemplatePause(PROBE, true));
      topology.send(deploy(NOON.plusSeconds(3600)));

      topology.pass(Duration.ofSeconds(3599));
      assertThat(status()).isEqualTo(Status.PENDING);
      topology.pass(Duration.ofSeconds(2));

      assertThat(status()).isEqualTo(Status.FAILED);
      assertThat(topology.outcomes())
          .singleElement()
          .satisfies(outcome ->
              assertThat(outcome.failure())
                  .isNotNull()
                  .satisfies(failure -> assertThat(failure.code()).isEqualTo("DEADLINE_PASSED")));
    }
  }

  @Test
  void anEmergencyStopHoldsTimesToStartToo() {
    topology.send(deploy(null));
    hold(new EmergencyStop(true));
    for (int i = 0; i < 10; i++) {
      topology.pass(START_TIMEOUT);
    }
    assertThat(topology.work("probe")).hasSize(1);

    topology.controls = topology.controls.evolve(said(new EmergencyStop(false), topology.now()));
    topology.pass(START_TIMEOUT.minusSeconds(1));
    assertThat(topology.work("probe")).isEmpty();
    assertThat(status()).isEqualTo(Status.PENDING);
  }

  /// A pause of ten seconds every 20 hours is two minutes in ten days. Only those are added.
  @Test
  void shortPausesAgainAndAgainPutATimeToStartOffByNoMoreThanTheyLast() {
    topology.send(deploy(null));
    for (int i = 0; i < 12; i++) {
      topology.pass(Duration.ofHours(20));
      topology.controls =
          topology.controls.evolve(said(new TemplatePause(PROBE, true), topology.now()));
      topology.pass(Duration.ofSeconds(10));
      topology.controls =
          topology.controls.evolve(said(new TemplatePause(PROBE, false), topology.now()));
    }

    assertThat(topology.work("probe")).hasSize(1 + 10);
  }

  @Test
  void aLateRecordAgainAndAgainPutsNoTimeToStartOff() {
    topology.send(deploy(null));
    for (int i = 0; i < 12; i++) {
      topology.pass(Duration.ofHours(20));
      topology.lag = Duration.ofSeconds(30);
      topology.send(deploy("web-" + i, "lock", null));
      topology.lag = Duration.ZERO;
    }

    assertThat(topology.work("probe")).hasSize(1 + 10 - 1);
  }

  @Test
  void withoutAPauseATimeToStartPassesAsBefore() {
    topology.send(deploy(null));
    topology.pass(START_TIMEOUT.plusSeconds(1));

    assertThat(topology.work("probe")).hasSize(2);
  }

  private void hold(ControlState state) {
    topology.controls = topology.controls.evolve(said(state, NOON));
  }

  private static ControlRecord<?> said(ControlState state, Instant at) {
    return new ControlRecord<>(state, "olga", at, "so be it");
  }

  private Status status() {
    var record = topology.stored("web-42");
    assertThat(record).isNotNull();
    return record.status();
  }

  private List<Refusal> refusals() {
    return topology.replies().stream()
        .filter(reply -> !reply.isPending())
        .map(DeploymentReply::refusal)
        .toList();
  }

  private static CommandMessage deploy(@Nullable Instant deadline) {
    return deploy("probe", deadline);
  }

  private static CommandMessage deploy(String template, @Nullable Instant deadline) {
    return deploy(ID.value(), template, deadline);
  }

  private static CommandMessage deploy(String id, String template, @Nullable Instant deadline) {
    return new CommandMessage.Deploy(
        new DeploymentId(id),
        null,
        null,
        new DeploymentRequest(
            new TemplateName(template),
            null,
            new Config("{}".getBytes(UTF_8), "0".repeat(64)),
            new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e"),
            Map.of(),
            null,
            deadline));
  }
}
