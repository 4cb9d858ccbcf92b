package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.Rig.ALPHA;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.domain.DeploymentCommand.AttemptFailed;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds of work that is started, stopped and started again, while its template is paused, at
/// its limit, cannot be read, or its executor crashes, in whatever order all that happens.
class OvertakingLawsTest {

  final WorkLog log = new WorkLog();
  final CountDownLatch gate = new CountDownLatch(1);
  final Map<String, Token> newest = new HashMap<>();
  final Map<String, Work> last = new HashMap<>();
  final List<Rig> rigs = new ArrayList<>();

  /// Starts, as `id/attempt.drive`, that no executor may call any more.
  final Set<String> settled = ConcurrentHashMap.newKeySet();

  final Set<String> breaches = ConcurrentHashMap.newKeySet();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyLastInstructionIsFollowedAndNothingThatIsSettledRunsAgain(long seed) {
    for (int story = 0; story < 5; story++) {
      new OvertakingLawsTest().play(new SplittableRandom(100 * seed + story));
    }
  }

  private void play(SplittableRandom random) {
    Rig rig = rig(random);
    for (int step = 0; step < 80; step++) {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> writeStart(random);
        case 4, 5 -> writeStop(random);
        case 6 -> rig.held.add(ALPHA);
        case 7 -> rig.letGo(ALPHA);
        case 8 -> rig.pass(Duration.ofMillis(random.nextInt(400)));
        case 9 -> rig = random.nextInt(4) == 0 ? crash(rig, random) : rig;
        default -> turn(rig, random.nextInt(4));
      }
    }
    Rig end = rig;
    gate.countDown();
    end.letGo(ALPHA);
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> end.committed(ALPHA_0) == log.end(ALPHA_0));
    end.awaitIdle();
    assertThat(breaches).isEmpty();
    last.values().forEach(this::assertFollowed);
  }

  /// A start that was not taken back was called and is reported; a stop is answered by a report of
  /// its start.
  private void assertFollowed(Work work) {
    assertThat(ends())
        .filteredOn(report -> report.id().equals(work.id()))
        .extracting(Report::token)
        .as("final reports of %s", work)
        .contains(work.token());
    if (work instanceof Work.Start) {
      assertThat(rigs).anyMatch(rig -> rig.alpha.calls().contains(name(work)));
    }
    for (Rig rig : rigs) {
      assertThat(rig.alpha.calls()).doesNotHaveDuplicates();
    }
  }

  private void writeStart(SplittableRandom random) {
    String id = (random.nextBoolean() ? "slow" : "quick") + random.nextInt(6);
    Token before = newest.get(id);
    Token token =
        before == null
            ? Token.FIRST
            : random.nextBoolean() ? before.nextDrive() : before.nextAttempt();
    newest.put(id, token);
    write(Rig.start(id, token));
  }

  private void writeStop(SplittableRandom random) {
    if (!newest.isEmpty()) {
      List<String> ids = newest.keySet().stream().sorted().toList();
      String id = ids.get(random.nextInt(ids.size()));
      write(Rig.stop(id, newest.getOrDefault(id, Token.FIRST)));
    }
  }

  private void write(Work work) {
    log.write(ALPHA_0, work);
    last.put(work.id().value(), work);
  }

  /// Lets another executor take over from one that says nothing more, which may have committed just
  /// before.
  private Rig crash(Rig crashed, SplittableRandom random) {
    if (random.nextBoolean()) {
      var acknowledged = new HashSet<>(crashed.acknowledged());
      crashed.committed(ALPHA_0);
      settled.addAll(acknowledged);
    }
    crashed.lose(ALPHA_0);
    crashed.awaitIdle();
    return rig(random);
  }

  private Rig rig(SplittableRandom random) {
    var rig =
        new Rig(
            log,
            true,
            s ->
                new ExecutorSettings(
                    s.name(),
                    s.group(),
                    s.instance(),
                    s.parallelism(),
                    1 + random.nextInt(3),
                    s.limits(),
                    1 + random.nextInt(4),
                    s.startedAfter(),
                    s.heartbeat(),
                    s.grace(),
                    s.commit()));
    rig.alpha.does(context -> called(rig, context));
    rig.kafka.givesAtMost(1 + random.nextInt(6));
    rig.own(ALPHA_0);
    rigs.add(rig);
    return rig;
  }

  private TemplateResult called(Rig rig, TemplateContext context) throws InterruptedException {
    String name = "%s/%d.%d".formatted(context.deploymentId(), context.attempt(), context.drive());
    boolean wasStopped =
        rig.reports().stream()
            .anyMatch(report -> report instanceof AttemptFailed && name(report).equals(name));
    if (wasStopped) {
      breaches.add(name + " is called after it was stopped");
    }
    if (settled.contains(name)) {
      breaches.add(name + " is called after its end was acknowledged and committed");
    }
    if (name.startsWith("slow")) {
      gate.await();
    }
    return TemplateResult.created();
  }

  private static void turn(Rig rig, int times) {
    for (int i = 0; i <= times; i++) {
      rig.turn();
    }
  }

  private List<Report> ends() {
    return rigs.stream()
        .flatMap(rig -> rig.reports().stream())
        .filter(report -> report instanceof Succeeded || report instanceof AttemptFailed)
        .toList();
  }

  private static String name(Report report) {
    return report.id() + "/" + report.token();
  }

  private static String name(Work work) {
    return work.id() + "/" + work.token();
  }
}
