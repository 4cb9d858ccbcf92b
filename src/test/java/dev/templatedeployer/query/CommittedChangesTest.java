package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentRecord;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommittedChangesTest {

  static final Duration NO_TIME = Duration.ZERO;
  static final DeploymentRecord WEB = Story.of("web-1").requested().record();
  static final DeploymentRecord API = Story.of("api-1").requested().record();

  final CommittedChanges changes = new CommittedChanges(at(10, 5));

  @Test
  void areToldToEverybodyWhoFollowsFromThenOn() throws InterruptedException {
    changes.tell(new Change(at(11, 5), List.of(API)));
    try (var one = changes.follow(null);
        var another = changes.follow(null)) {
      var change = new Change(at(12, 5), List.of(WEB));
      changes.tell(change);

      assertThat(one.start()).isEqualTo(new Following.Start(at(11, 5), true, List.of()));
      assertThat(one.next(NO_TIME)).contains(change);
      assertThat(one.next(NO_TIME)).isEmpty();
      assertThat(another.next(NO_TIME)).contains(change);
      assertThat(one.isOver()).isFalse();
    }
  }

  @Test
  void areCaughtUpWithEachDeploymentOnce() {
    changes.tell(new Change(at(11, 5), List.of(WEB)));
    changes.tell(new Change(at(12, 5), List.of(API, WEB)));
    changes.tell(new Change(at(12, 6), List.of()));

    assertThat(changes.follow(at(10, 5)).start())
        .isEqualTo(new Following.Start(at(12, 6), true, List.of(WEB.id(), API.id())));
    assertThat(changes.follow(at(11, 5)).start().missed()).containsExactly(API.id(), WEB.id());
    assertThat(changes.follow(at(12, 5)).start().missed()).isEmpty();
    assertThat(changes.follow(at(99, 99)).start().missed()).isEmpty();
  }

  @Test
  void ofAPositionThatIsNoBatchEndsAreToldRatherTwiceThanNotAtAll() {
    changes.tell(new Change(at(12, 7), List.of(WEB)));

    assertThat(changes.follow(at(12, 6)).start().missed()).containsExactly(WEB.id());
  }

  @Test
  void areNotCompleteBeforeTheStartOrWhenTooManyHappened() {
    assertThat(changes.follow(at(9, 5)).start().isComplete()).isFalse();
    assertThat(changes.follow(at(10, 5)).start().isComplete()).isTrue();
    List<DeploymentRecord> many =
        IntStream.range(0, CommittedChanges.MOST_MISSED)
            .mapToObj(i -> Story.of("web-" + i).requested().record())
            .toList();
    changes.tell(new Change(at(11, 5), List.of(API)));
    changes.tell(new Change(at(12, 5), many));

    Following.Start start = changes.follow(at(11, 5)).start();
    assertThat(start.isComplete()).isTrue();
    assertThat(start.missed()).hasSize(CommittedChanges.MOST_MISSED);
    assertThat(changes.follow(at(10, 5)).start())
        .isEqualTo(new Following.Start(at(12, 5), false, List.of()));
  }

  @Test
  void areForgottenWhenThereAreTooMany() {
    changes.tell(new Change(at(11, 5), List.of(API)));
    changes.tell(new Change(at(12, 5), Collections.nCopies(CommittedChanges.MOST_REMEMBERED, WEB)));

    assertThat(changes.follow(at(10, 5)).start().isComplete()).isFalse();
    assertThat(changes.follow(at(11, 5)).start().missed()).containsExactly(WEB.id());
  }

  @Test
  void leaveBehindWhoIsTooSlowAndNobodyElse() throws InterruptedException {
    try (var slow = changes.follow(null);
        var quick = changes.follow(null)) {
      for (int i = 0; i <= Following.MOST_UNTAKEN; i++) {
        changes.tell(new Change(at(11 + i, 5), List.of(WEB)));
        assertThat(quick.next(NO_TIME)).isPresent();
      }
      while (slow.next(NO_TIME).isPresent()) {
        assertThat(slow.start().position()).isEqualTo(at(10, 5));
      }
      assertThat(slow.isOver()).isTrue();
      assertThat(quick.isOver()).isFalse();
    }
  }

  @Test
  void endForEverybodyWhenTheReadModelStops() throws InterruptedException {
    var waiting = changes.follow(null);
    changes.tell(new Change(at(11, 5), List.of(WEB)));
    changes.end();

    assertThat(waiting.isOver()).isFalse();
    assertThat(waiting.next(NO_TIME)).isPresent();
    assertThat(waiting.next(Duration.ofSeconds(30))).isEmpty();
    assertThat(waiting.isOver()).isTrue();
    assertThat(changes.follow(null).isOver()).isTrue();
  }

  private static Position at(long first, long second) {
    return new Position(
        new TreeMap<>(
            Map.of(
                new LogPartition(EventLog.DEPLOYMENTS, 0), first,
                new LogPartition(EventLog.DEPLOYMENTS, 1), second)));
  }
}
