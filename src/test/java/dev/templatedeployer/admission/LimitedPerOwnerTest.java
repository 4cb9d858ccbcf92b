package dev.templatedeployer.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.Admission.Verdict;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LimitedPerOwnerTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Verdict LET_IN = new Verdict.Admitted(new Terms("1.0.0", Policy.STANDARD));

  /// What has become known of `lock` that `shop` asked for, for `ann`.
  final List<Instant> known = new ArrayList<>();

  /// The time of day, whenever it is that the deployments were asked for.
  private Instant clock = NOON;

  /// How many deployments were asked for, which numbers them.
  private int asked;

  @Test
  void letsInAsOftenAsTheQuotaAllowsAndAgainADayAfterTheFirst() {
    Admission limited = limited(2, null);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    assertThat(ask(limited, "ann", NOON.plusSeconds(1))).isEqualTo(LET_IN);
    assertThat(sentence(ask(limited, "ann", NOON.plusSeconds(2))))
        .isEqualTo(
            "'shop' has had 'lock' deployed for the owner 'ann' 2 times in 24 hours, which is all that is allowed until 2026-03-02T12:00:00Z."
                + " Send the command again then, or ask an admin about 'templates.lock.daily-quota'.");
    become(NOON, NOON.plusSeconds(1));
    assertThat(ask(limited, "ann", NOON.plus(Duration.ofDays(1)).minusMillis(1)))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(ask(limited, "ann", NOON.plus(Duration.ofDays(1)))).isEqualTo(LET_IN);
  }

  @Test
  void countsWhatBecomesKnownOnlyOnce() {
    Admission limited = limited(3, null);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    become(NOON);
    assertThat(ask(limited, "ann", NOON.plusSeconds(1))).isEqualTo(LET_IN);
    become(NOON.plusSeconds(1));
    assertThat(ask(limited, "ann", NOON.plusSeconds(2))).isEqualTo(LET_IN);
    assertThat(ask(limited, "ann", NOON.plusSeconds(3))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void countsEachOfThoseThatWereLetInInTheSameMoment() {
    Admission limited = limited(2, null);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    become(NOON);
    assertThat(ask(limited, "ann", NOON)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void knowsWhatWasAcceptedElsewhere() {
    become(NOON.minusSeconds(60), NOON.minusSeconds(30));
    assertThat(ask(limited(2, null), "ann", NOON)).isInstanceOf(Verdict.Refused.class);
    assertThat(ask(limited(3, null), "ann", NOON)).isEqualTo(LET_IN);
  }

  @Test
  void makesAnOwnerWaitUntilItHasCooledDown() {
    Admission limited = limited(null, Duration.ofHours(2));
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    assertThat(sentence(ask(limited, "ann", NOON.plusSeconds(59))))
        .isEqualTo(
            "'shop' had 'lock' deployed for the owner 'ann' at 2026-03-01T12:00:00Z and has to wait until 2026-03-01T14:00:00Z."
                + " Send the command again then, or ask an admin about 'templates.lock.cool-down'.");
    become(NOON);
    assertThat(ask(limited, "ann", NOON.plusSeconds(7199))).isInstanceOf(Verdict.Refused.class);
    assertThat(ask(limited, "ann", NOON.plusSeconds(7200))).isEqualTo(LET_IN);
  }

  @Test
  void limitsEachOwnerForItself() {
    Admission limited = limited(1, null);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    assertThat(ask(limited, "bob", NOON)).isEqualTo(LET_IN);
    assertThat(ask(limited, "ann", NOON)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void doesNotHoldAgainstACallerWhatAnotherAsksForInTheNameOfTheSameOwner() {
    Admission limited = limited(1, Duration.ofHours(2));
    for (int i = 0; i < 3; i++) {
      limited.admit("stranger", new DeploymentId("strange-" + i), request("ann"), NOON);
    }
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    assertThat(sentence(ask(limited, "ann", NOON.plusSeconds(1)))).startsWith("'shop' had 'lock'");
    become(NOON);
    var late = new DeploymentId("strange-4");
    assertThat(limited.admit("stranger", late, request("bob"), NOON)).isEqualTo(LET_IN);
  }

  @Test
  void costsTheSameHoweverManyOwnersThereAre() {
    Admission limited = limited(1, null);
    long begin = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      ask(limited, "owner-" + i, NOON);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("for 100,000 owners, which takes minutes if each question goes through all")
        .isLessThan(Duration.ofSeconds(20));
    clock = NOON.plusSeconds(61);
    assertThat(ask(limited, "owner-7", clock)).as("of one that is forgotten").isEqualTo(LET_IN);
  }

  @Test
  void remembersWhatWasAskedForLongBeforeWhatOtherPartitionsAreAt() {
    Admission limited = limited(1, null);
    clock = NOON.plus(Duration.ofHours(3));
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    assertThat(ask(limited, "bob", clock)).isEqualTo(LET_IN);
    assertThat(ask(limited, "ann", NOON.plusSeconds(1))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void forgetsAfterAMinuteWhatNeverBecameKnown() {
    Admission limited = limited(1, null);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    clock = NOON.plusSeconds(61);
    assertThat(ask(limited, "ann", clock)).isEqualTo(LET_IN);
  }

  @Test
  void doesNotCountWhatOthersRefuse() {
    var refused =
        new Verdict.Refused(Refusal.of(Refusal.Kind.INVALID_PAYLOAD, "The config is wrong."));
    var answers = new ArrayList<Verdict>(List.of(refused, LET_IN));
    Admission limited =
        new LimitedPerOwner(
            (_, _, _, _) -> answers.removeFirst(), _ -> terms(1, null), this::after, () -> clock);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(refused);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
  }

  @Test
  void asksNobodyWhereThereIsNoLimit() {
    Admission limited =
        new LimitedPerOwner(
            (_, _, _, _) -> LET_IN,
            _ -> terms(null, null),
            (_, _, _, _, _) -> {
              known.add(NOON);
              return List.of();
            },
            () -> clock);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    assertThat(known).as("who was asked").isEmpty();
  }

  @Test
  void doesNotHoldItAgainstADeploymentThatItWasLetInBeforeItsTransactionWasAborted() {
    Admission limited = limited(1, Duration.ofHours(2));
    var id = new DeploymentId("web-42");
    assertThat(limited.admit("shop", id, request("ann"), NOON)).isEqualTo(LET_IN);
    assertThat(limited.admit("shop", id, request("ann"), NOON)).isEqualTo(LET_IN);
    assertThat(ask(limited, "ann", NOON)).isInstanceOf(Verdict.Refused.class);
    become(NOON);
    assertThat(ask(limited, "ann", NOON)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  @Timeout(30)
  void letsNoOwnerWaitForWhatIsAskedAboutAnother() throws InterruptedException {
    var isAsking = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    Admission limited =
        new LimitedPerOwner(
            (_, _, _, _) -> LET_IN,
            _ -> terms(1, null),
            (_, _, _, owner, _) -> {
              if (owner.text().equals("ann")) {
                isAsking.countDown();
                await(answer);
              }
              return List.of();
            },
            () -> clock);
    var first = new DeploymentId("web-42");
    var waiting =
        CompletableFuture.supplyAsync(() -> limited.admit("shop", first, request("ann"), NOON));
    isAsking.await();
    assertThat(ask(limited, "bob", NOON)).isEqualTo(LET_IN);
    assertThat(waiting).isNotDone();
    answer.countDown();
    assertThat(waiting.join()).isEqualTo(LET_IN);
  }

  private Admission limited(@Nullable Integer dailyQuota, @Nullable Duration coolDown) {
    return new LimitedPerOwner(
        (_, _, _, _) -> LET_IN, _ -> terms(dailyQuota, coolDown), this::after, () -> clock);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TemplateTerms terms(@Nullable Integer dailyQuota, @Nullable Duration coolDown) {
    return new TemplateTerms(true, Policy.STANDARD, new OwnerLimits(dailyQuota, coolDown));
  }

  private void become(Instant... accepted) {
    known.addAll(List.of(accepted));
  }

  private List<Instant> after(
      Instant since, TemplateName template, String caller, Principal owner, int most) {
    return owner.text().equals("ann") && caller.equals("shop")
        ? known.stream()
            .filter(time -> time.isAfter(since))
            .sorted(Comparator.reverseOrder())
            .limit(most)
            .toList()
        : List.of();
  }

  /// Asks for another deployment each time.
  private Verdict ask(Admission admission, String owner, Instant now) {
    return admission.admit("shop", new DeploymentId("web-" + ++asked), request(owner), now);
  }

  private static DeploymentRequest request(String owner) {
    return new DeploymentRequest(
        new TemplateName("lock"),
        null,
        new Config("{}".getBytes(UTF_8), "0"),
        new Principal(owner),
        Map.of(),
        null,
        null);
  }

  private static String sentence(Verdict verdict) {
    return verdict instanceof Verdict.Refused(var refusal) ? refusal.sentence() : "let in";
  }
}
