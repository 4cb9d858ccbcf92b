package dev.templatedeployer.control;

import static dev.templatedeployer.control.ControlDecision.Kind.CONFLICT;
import static dev.templatedeployer.control.ControlDecision.Kind.INVALID;
import static dev.templatedeployer.control.ControlDecision.Kind.NOT_FOUND;
import static dev.templatedeployer.control.ControlScenario.DAO;
import static dev.templatedeployer.control.ControlScenario.LATER;
import static dev.templatedeployer.control.ControlScenario.LOCK;
import static dev.templatedeployer.control.ControlScenario.NOON;
import static dev.templatedeployer.control.ControlScenario.given;
import static dev.templatedeployer.control.GrantedRole.ADMIN;
import static dev.templatedeployer.control.GrantedRole.BACKEND;
import static dev.templatedeployer.control.GrantedRole.OPERATOR;
import static dev.templatedeployer.control.GrantedRole.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.control.ControlCommand.Bootstrap;
import dev.templatedeployer.control.ControlCommand.Grant;
import dev.templatedeployer.control.ControlCommand.Maintain;
import dev.templatedeployer.control.ControlCommand.Pause;
import dev.templatedeployer.control.ControlCommand.Revoke;
import dev.templatedeployer.control.ControlCommand.Stop;
import dev.templatedeployer.control.ControlState.AccessGrant;
import dev.templatedeployer.control.ControlState.EmergencyStop;
import dev.templatedeployer.control.ControlState.Maintenance;
import dev.templatedeployer.control.ControlState.TemplatePause;
import dev.templatedeployer.domain.TemplateName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlRulesTest {

  static final AccessGrant OLGA = new AccessGrant("olga", Set.of(OWNER), null);
  static final AccessGrant SHOP = new AccessGrant("shop", Set.of(BACKEND), null);

  @Nested
  class TheBootstrap {

    @Test
    void setsTheOwnerAndLetsABackendInAtOnce() {
      given().when(new Bootstrap("olga", "shop")).then(OLGA, SHOP);
    }

    @Test
    void needsNoBackend() {
      given().when(new Bootstrap("olga", null)).then(OLGA);
    }

    @Test
    void saysToTheOwnerThatItWasDone() {
      ControlScenario.Outcome outcome = given(OLGA).when(new Bootstrap("olga", "shop"));

      outcome.then();
      assertThat(outcome.decision().sentence())
          .isEqualTo(
              "The owner is 'olga' already, and nothing was changed. Backends are let in with './deployer access grant'.");
    }

    @Test
    void isDoneOnce() {
      given(OLGA)
          .when(new Bootstrap("eve", "shop"))
          .thenRefused(
              CONFLICT,
              "The owner is set already: 'olga'. It is set once; the owner and the admins let others in with './deployer access grant'.");
    }

    @Test
    void doesNothingAtAllIfTheBackendHasNoName() {
      given()
          .when(new Bootstrap("olga", "the shop"))
          .thenRefused(
              INVALID,
              "'the shop' cannot be on the access list. A name has 1 to 128 visible ASCII characters and no spaces.");
    }

    @Test
    void doesNotTakeABackendForAPerson() {
      assertThat(given().when(new Bootstrap("shop", "shop")).decision())
          .isInstanceOf(ControlDecision.Refused.class);
    }
  }

  @Nested
  class AGrant {

    @Test
    void addsARole() {
      given(OLGA, new AccessGrant("bob", Set.of(OPERATOR), null))
          .when(new Grant("bob", ADMIN, null))
          .then(new AccessGrant("bob", Set.of(OPERATOR, ADMIN), null));
    }

    @Test
    void changesNothingTheSecondTime() {
      given(OLGA, new AccessGrant("bob", Set.of(OPERATOR), null))
          .when(new Grant("bob", OPERATOR, null))
          .thenNothingChanges();
    }

    @Test
    void mayLimitABackendAndLiftTheLimit() {
      given(OLGA, SHOP)
          .when(new Grant("shop", BACKEND, Set.of(LOCK)))
          .then(new AccessGrant("shop", Set.of(BACKEND), Set.of(LOCK)));
      given(OLGA, new AccessGrant("shop", Set.of(BACKEND), Set.of(LOCK)))
          .when(new Grant("shop", BACKEND, null))
          .then(SHOP);
    }

    @Test
    void isRefusedForATemplateThatThereIsNot() {
      given(OLGA)
          .when(new Grant("shop", BACKEND, Set.of(LOCK, new TemplateName("lokc"))))
          .thenRefused(NOT_FOUND, "There is no template 'lokc'. There are: 'dao', 'lock'.");
    }

    @Test
    void cannotLimitAPersonToTemplates() {
      given(OLGA)
          .when(new Grant("bob", OPERATOR, Set.of(LOCK)))
          .thenRefused(
              INVALID,
              "Only a backend can be limited to templates, and the role is 'operator'. Leave the templates out.");
    }

    @Test
    void makesNoSecondOwner() {
      given(OLGA)
          .when(new Grant("bob", OWNER, null))
          .thenRefused(
              CONFLICT,
              "The owner is 'olga', and is set once. Grant the role 'admin', which may do the same.");
    }

    @Test
    void hasToWaitForTheOwner() {
      given()
          .when(new Grant("bob", ADMIN, null))
          .thenRefused(CONFLICT, "There is no owner yet. Run './deployer access bootstrap' first.");
    }

    @Test
    void isRefusedWhenTheListIsFull() {
      var full = new ArrayList<ControlState>(List.of(OLGA));
      for (int i = 1; i < ControlRules.MAX_NAMES; i++) {
        full.add(new AccessGrant("p" + i, Set.of(OPERATOR), null));
      }
      ControlScenario scenario = given(full.toArray(ControlState[]::new));

      assertThat(scenario.when(new Grant("bob", ADMIN, null)).decision())
          .isInstanceOf(ControlDecision.Refused.class);
      assertThat(scenario.when(new Grant("p1", ADMIN, null)).decision())
          .isInstanceOf(ControlDecision.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "tab\there", "käse", "\u0000"})
    void needsANameThatCanBeSeenAndTyped(String name) {
      assertThat(given(OLGA).when(new Grant(name, ADMIN, null)).decision())
          .isInstanceOfSatisfying(
              ControlDecision.Refused.class,
              refused -> {
                assertThat(refused.kind()).isEqualTo(INVALID);
                assertThat(refused.sentence()).doesNotContainPattern("\\p{Cntrl}");
              });
    }
  }

  @Nested
  class ARevocation {

    @Test
    void takesOneRole() {
      given(OLGA, new AccessGrant("bob", Set.of(OPERATOR, ADMIN), null))
          .when(new Revoke("bob", ADMIN))
          .then(new AccessGrant("bob", Set.of(OPERATOR), null));
    }

    @Test
    void takesAllRolesAndTheTemplatesWithThem() {
      given(OLGA, new AccessGrant("shop", Set.of(BACKEND, OPERATOR), Set.of(LOCK)))
          .when(new Revoke("shop", null))
          .then(new AccessGrant("shop", Set.of(), null));
    }

    @Test
    void changesNothingTheSecondTime() {
      given(OLGA, new AccessGrant("shop", Set.of(), null))
          .when(new Revoke("shop", null))
          .thenNothingChanges();
    }

    @Test
    void neverTakesTheOwner() {
      String sentence =
          "'olga' is the owner, who cannot be removed: there is always somebody who may let others in.";
      given(OLGA).when(new Revoke("olga", OWNER)).thenRefused(CONFLICT, sentence);
      given(OLGA).when(new Revoke("olga", null)).thenRefused(CONFLICT, sentence);
    }

    @Test
    void mayTakeAnotherRoleOfTheOwner() {
      given(new AccessGrant("olga", Set.of(OWNER, ADMIN), null))
          .when(new Revoke("olga", ADMIN))
          .then(OLGA);
    }

    @Test
    void isRefusedForAStranger() {
      given(OLGA)
          .when(new Revoke("shpo", null))
          .thenRefused(
              NOT_FOUND, "'shpo' is not on the access list. './deployer access ls' shows who is.");
    }
  }

  @Nested
  class APause {

    @Test
    void holdsATemplateAndLetsItGo() {
      given(OLGA).when(new Pause(LOCK, true)).then(new TemplatePause(LOCK, true));
      given(new TemplatePause(LOCK, true))
          .when(new Pause(LOCK, false))
          .then(new TemplatePause(LOCK, false));
    }

    @Test
    void keepsWhatTheFirstOneSaid() {
      given(new TemplatePause(LOCK, true)).when(new Pause(LOCK, true)).thenNothingChanges();
      given().when(new Pause(LOCK, false)).thenNothingChanges();
    }

    @Test
    void isRefusedForATemplateThatThereIsNot() {
      given()
          .when(new Pause(new TemplateName("lokc"), true))
          .thenRefused(NOT_FOUND, "There is no template 'lokc'. There are: 'dao', 'lock'.");
    }
  }

  @Nested
  class MaintenanceMode {

    @Test
    void mayEndByItself() {
      var until = LATER.plusSeconds(60);
      given().when(new Maintain(true, until)).then(new Maintenance(true, until));
    }

    @Test
    void mayBeProlonged() {
      given(new Maintenance(true, LATER.plusSeconds(1)))
          .when(new Maintain(true, null))
          .then(new Maintenance(true, null));
    }

    @Test
    void thatHasEndedByItselfIsOff() {
      given(new Maintenance(true, LATER)).when(new Maintain(false, null)).thenNothingChanges();
    }

    @Test
    void cannotEndInThePast() {
      given()
          .when(new Maintain(true, LATER))
          .thenRefused(
              INVALID,
              "Maintenance would end at 2026-03-01T12:01:00Z, which has passed. Give a later time, or none.");
    }

    @Test
    void cannotEndTwice() {
      given(new Maintenance(true, null))
          .when(new Maintain(false, LATER.plusSeconds(1)))
          .thenRefused(
              INVALID,
              "Maintenance ends now, so it cannot end at another time. Leave the time out.");
    }
  }

  @Nested
  class AnEmergencyStop {

    @Test
    void isSwitchedOnAndOff() {
      given().when(new Stop(true)).then(new EmergencyStop(true));
      given(new EmergencyStop(true)).when(new Stop(true)).thenNothingChanges();
      given(new EmergencyStop(true)).when(new Stop(false)).then(new EmergencyStop(false));
    }
  }

  @Test
  void askForAReason() {
    given()
        .when(new ControlChange("adam", LATER, " ", new Stop(true)))
        .thenRefused(INVALID, "Nobody said why. Give a reason, for those who wonder later.");
    given()
        .when(new ControlChange("adam", LATER, "x".repeat(1001), new Stop(true)))
        .thenRefused(INVALID, "The reason has 1,001 characters. Give at most 1,000.");
  }

  @Test
  void auditWhatIsRefusedToo() {
    var change = new ControlChange("adam", LATER, "he left", new Revoke("olga", null));
    var entry = change.audited(given(OLGA).when(change).decision());

    assertThat(entry.isAccepted()).isFalse();
    assertThat(entry.action()).isEqualTo("access.revoke");
    assertThat(entry.subject()).isEqualTo("olga");
    assertThat(entry.reason()).isEqualTo("he left");
    assertThat(entry.detail()).startsWith("'olga' is the owner");
  }

  /// Whatever is asked in whatever order, the owner stays, and what was asked twice changes
  /// nothing.
  @Test
  void keepTheirLawsForAnythingThatIsAsked() {
    for (int seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      Controls controls = Controls.NONE;
      String owner = null;
      for (int i = 0; i < 40; i++) {
        var change = new ControlChange("adam", NOON.plusSeconds(i), "why not", anything(random));
        ControlDecision decision = ControlScenario.RULES.decide(controls, change);
        if (decision instanceof ControlDecision.Accepted(var records, _)) {
          for (ControlRecord<?> record : records) {
            controls = controls.evolve(record);
          }
          if (!(change.command() instanceof Bootstrap)) {
            assertThat(ControlScenario.RULES.decide(controls, change))
                .as("seed %d, step %d, asked twice", seed, i)
                .isInstanceOfSatisfying(
                    ControlDecision.Accepted.class, again -> assertThat(again.records()).isEmpty());
          }
        }
        owner = owner == null ? controls.owner().orElse(null) : owner;
        assertThat(controls.owner().orElse(null)).as("seed %d, step %d", seed, i).isEqualTo(owner);
      }
    }
  }

  private static ControlCommand anything(SplittableRandom random) {
    String name = List.of("olga", "adam", "shop").get(random.nextInt(3));
    GrantedRole role =
        List.of(GrantedRole.values()).get(random.nextInt(GrantedRole.values().length));
    TemplateName template = random.nextBoolean() ? LOCK : DAO;
    return switch (random.nextInt(6)) {
      case 0 -> new Bootstrap(name, random.nextBoolean() ? "backend" : null);
      case 1 ->
          new Grant(name, role, role == BACKEND && random.nextBoolean() ? Set.of(template) : null);
      case 2 -> new Revoke(name, random.nextBoolean() ? role : null);
      case 3 -> new Pause(template, random.nextBoolean());
      case 4 -> new Maintain(random.nextBoolean(), null);
      default -> new Stop(random.nextBoolean());
    };
  }
}
