package dev.templatedeployer.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.Admission.Verdict;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitedPerOwnerTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Verdict LET_IN = new Verdict.Admitted(new Terms("1.0.0", Policy.STANDARD));

  /// What has become known of `lock` for `ann`.
  final List<Instant> known = new ArrayList<>();

  @Test
  void letsInAsOftenAsTheQuotaAllowsAndAgainADayAfterTheFirst() {
    Admission limited = limited(2, null);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    assertThat(ask(limited, "ann", NOON.plusSeconds(1))).isEqualTo(LET_IN);
    assertThat(sentence(ask(limited, "ann", NOON.plusSeconds(2))))
        .isEqualTo(
            "The owner 'ann' has had 'lock' deployed 2 times in 24 hours, which is all that is allowed until 2026-03-02T12:00:00Z."
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
            "The owner 'ann' had 'lock' deployed at 2026-03-01T12:00:00Z and has to wait until 2026-03-01T14:00:00Z."
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
  void doesNotCountWhatOthersRefuse() {
    var refused =
        new Verdict.Refused(Refusal.of(Refusal.Kind.INVALID_PAYLOAD, "The config is wrong."));
    var answers = new ArrayList<Verdict>(List.of(refused, LET_IN));
    Admission limited =
        new LimitedPerOwner((_, _) -> answers.removeFirst(), _ -> terms(1, null), this::after);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(refused);
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
  }

  @Test
  void asksNobodyWhereThereIsNoLimit() {
    Admission limited =
        new LimitedPerOwner(
            (_, _) -> LET_IN,
            _ -> terms(null, null),
            (_, _, _, _) -> {
              throw new AssertionError("It was asked.");
            });
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
  }

  @Test
  void letsInIfNothingCanBeTold() {
    Admission limited =
        new LimitedPerOwner(
            (_, _) -> LET_IN,
            _ -> terms(1, null),
            (_, _, _, _) -> {
              throw new IllegalStateException("The read model is being rebuilt.");
            });
    assertThat(ask(limited, "ann", NOON)).isEqualTo(LET_IN);
    assertThat(ask(limited, "ann", NOON)).isInstanceOf(Verdict.Refused.class); // it let that in
  }

  private Admission limited(@Nullable Integer dailyQuota, @Nullable Duration coolDown) {
    return new LimitedPerOwner((_, _) -> LET_IN, _ -> terms(dailyQuota, coolDown), this::after);
  }

  private static TemplateTerms terms(@Nullable Integer dailyQuota, @Nullable Duration coolDown) {
    return new TemplateTerms(true, Policy.STANDARD, new OwnerLimits(dailyQuota, coolDown));
  }

  private void become(Instant... accepted) {
    known.addAll(List.of(accepted));
  }

  private List<Instant> after(Instant since, TemplateName template, Principal owner, int most) {
    return owner.text().equals("ann")
        ? known.stream()
            .filter(time -> time.isAfter(since))
            .sorted(Comparator.reverseOrder())
            .limit(most)
            .toList()
        : List.of();
  }

  private static Verdict ask(Admission admission, String owner, Instant now) {
    return admission.admit(
        new DeploymentRequest(
            new TemplateName("lock"),
            null,
            new Config("{}".getBytes(UTF_8), "0"),
            new Principal(owner),
            Map.of(),
            null,
            null),
        now);
  }

  private static String sentence(Verdict verdict) {
    return verdict instanceof Verdict.Refused(var refusal) ? refusal.sentence() : "let in";
  }
}
