package dev.templatedeployer.control;

import static dev.templatedeployer.control.ControlScenario.DAO;
import static dev.templatedeployer.control.ControlScenario.LATER;
import static dev.templatedeployer.control.ControlScenario.LOCK;
import static dev.templatedeployer.control.ControlScenario.NOON;
import static dev.templatedeployer.domain.Refusal.Kind.TEMPORARILY_UNAVAILABLE;
import static dev.templatedeployer.domain.Refusal.Kind.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.access.Role;
import dev.templatedeployer.control.ControlState.AccessGrant;
import dev.templatedeployer.control.ControlState.EmergencyStop;
import dev.templatedeployer.control.ControlState.Maintenance;
import dev.templatedeployer.control.ControlState.TemplatePause;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.TemplateName;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ControlsTest {

  static final DeploymentId ID = new DeploymentId("web-42");

  @Nested
  class TheAccessList {

    @Test
    void knowsTheHighestRoleOfAName() {
      Controls controls =
          all(
              new AccessGrant("olga", Set.of(GrantedRole.OWNER), null),
              new AccessGrant("bob", Set.of(GrantedRole.VIEWER, GrantedRole.OPERATOR), null),
              new AccessGrant("shop", Set.of(GrantedRole.BACKEND), null),
              new AccessGrant("eve", Set.of(), null));

      assertThat(controls.rolesOf("olga")).containsExactly(Role.ADMIN);
      assertThat(controls.rolesOf("bob")).contains(Role.OPERATOR);
      assertThat(controls.rolesOf("shop")).isEmpty();
      assertThat(controls.rolesOf("eve")).isEmpty();
      assertThat(controls.rolesOf("nobody")).isEmpty();
      assertThat(controls.owner()).contains("olga");
    }

    @Test
    void turnsABackendAwayThatIsNotOnIt() {
      assertThat(Controls.NONE.forbidsBackend("shop", ID, LOCK))
          .contains(
              Refusal.of(
                  UNAUTHORIZED,
                  "Cannot take the deployment 'web-42' from the backend 'shop': it is not on the access list. Ask an admin to put it there."));
    }

    @Test
    void doesNotTakeAPersonForABackend() {
      assertThat(
              all(new AccessGrant("shop", Set.of(GrantedRole.ADMIN), null))
                  .forbidsBackend("shop", ID, LOCK))
          .isPresent();
    }

    @Test
    void limitsABackendToItsTemplates() {
      Controls controls = all(new AccessGrant("shop", Set.of(GrantedRole.BACKEND), Set.of(LOCK)));

      assertThat(controls.forbidsBackend("shop", ID, LOCK)).isEmpty();
      assertThat(controls.forbidsBackend("shop", ID, DAO))
          .contains(
              Refusal.of(
                  UNAUTHORIZED,
                  "Cannot take the deployment 'web-42' from the backend 'shop': it may deploy 'lock', and not 'dao'. Ask an admin for that."));
    }
  }

  @Nested
  class Maintained {

    @Test
    void turnsNewDeploymentsAwayAndSaysWhoWhyAndUntilWhen() {
      assertThat(all(new Maintenance(true, LATER)).forbidsNew(NOON))
          .contains(
              Refusal.of(
                  TEMPORARILY_UNAVAILABLE,
                  "The service takes no new deployments, since it is in maintenance: switched on by 'olga' at 2026-03-01T12:00:00Z: it had to be. Send the command again at 2026-03-01T12:01:00Z."));
    }

    @Test
    void endsByItself() {
      assertThat(all(new Maintenance(true, LATER)).forbidsNew(LATER)).isEmpty();
      assertThat(all(new Maintenance(true, null)).forbidsNew(LATER)).isPresent();
      assertThat(all(new Maintenance(true, null), new Maintenance(false, null)).forbidsNew(LATER))
          .isEmpty();
    }

    @Test
    void letsWorkStart() {
      assertThat(all(new Maintenance(true, null)).mayStart(LOCK)).isTrue();
    }
  }

  @Nested
  class Stopped {

    @Test
    void turnsNewDeploymentsAwayAndStartsNothing() {
      Controls controls = all(new EmergencyStop(true));

      assertThat(controls.mayStart(LOCK)).isFalse();
      assertThat(controls.forbidsNew(LATER))
          .contains(
              Refusal.of(
                  TEMPORARILY_UNAVAILABLE,
                  "The service was stopped for an emergency by 'olga' at 2026-03-01T12:00:00Z: it had to be. Nothing new is taken until an operator ends that; send the command again then."));
    }
  }

  @Nested
  class HeldWork {

    @Test
    void isHeldWhileItsTemplateIsPaused() {
      Controls controls = Controls.NONE.evolve(said(new TemplatePause(LOCK, true), 10));

      assertThat(held(controls, LOCK, 0, 30)).isEqualTo(20);
      assertThat(held(controls, LOCK, 15, 30)).isEqualTo(15);
      assertThat(held(controls, LOCK, 0, 5)).isZero();
      assertThat(held(controls, DAO, 0, 30)).isZero();
    }

    @Test
    void wasHeldForAllTheTimesTogether() {
      Controls controls =
          Controls.NONE
              .evolve(said(new TemplatePause(LOCK, true), 10))
              .evolve(said(new TemplatePause(LOCK, false), 11))
              .evolve(said(new TemplatePause(LOCK, true), 20))
              .evolve(said(new TemplatePause(LOCK, false), 25));

      assertThat(held(controls, LOCK, 0, 100)).isEqualTo(6);
      assertThat(held(controls, LOCK, 22, 100)).isEqualTo(3);
      assertThat(held(controls, LOCK, 30, 100)).isZero();
    }

    @Test
    void countsOnceThoughAnEmergencyStopCameInTheMiddleOfAPause() {
      Controls controls =
          Controls.NONE
              .evolve(said(new EmergencyStop(true), 5))
              .evolve(said(new TemplatePause(LOCK, true), 10))
              .evolve(said(new TemplatePause(LOCK, true), 12))
              .evolve(said(new EmergencyStop(false), 15))
              .evolve(said(new TemplatePause(LOCK, false), 20));

      assertThat(held(controls, LOCK, 0, 100)).isEqualTo(15);
      assertThat(held(controls, DAO, 0, 100)).isEqualTo(10);
    }

    @Test
    void countsNoTimeOfWhichTheLogHasForgottenTheBeginning() {
      Controls controls = Controls.NONE.evolve(said(new TemplatePause(LOCK, false), 10));

      assertThat(held(controls, LOCK, 0, 100)).isZero();
    }

    private static ControlRecord<?> said(ControlState state, long second) {
      return new ControlRecord<>(state, "olga", NOON.plusSeconds(second), "so be it");
    }

    private static long held(Controls controls, TemplateName template, long from, long until) {
      return controls.held(template, NOON.plusSeconds(from), NOON.plusSeconds(until)).toSeconds();
    }
  }

  private static Controls all(ControlState... states) {
    Controls controls = Controls.NONE;
    for (ControlState state : states) {
      controls = controls.evolve(ControlScenario.record(state));
    }
    return controls;
  }
}
