package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CommittedChangesTest {

  static final Duration NO_TIME = Duration.ZERO;
  static final DeploymentSummary WEB = summary(Story.of("web-1"));
  static final DeploymentSummary API = summary(Story.of("api-1"));

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
    List<DeploymentSummary> many =
        IntStream.range(0, CommittedChanges.MOST_MISSED)
            .mapToObj(i -> summary(Story.of("web-" + i)))
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
      for (int i = 0; i < 100_000; i++) {
        changes.tell(new Change(at(11 + i, 5), List.of(WEB)));
        assertThat(quick.next(NO_TIME)).isPresent();
      }
      assertThat(slow.next(NO_TIME)).isEmpty();
      assertThat(slow.isLeftBehind()).isTrue();
      assertThat(slow.isOver()).isTrue();
      assertThat(quick.isLeftBehind()).isFalse();
      assertThat(quick.isOver()).isFalse();
    }
  }

  @Test
  void takeNoMoreRoomForManyWhoAreSlowThanForOne() {
    Story large = Story.of("web-1").labelled(Map.of("env", "x".repeat(200_000)));
    DeploymentSummary largest = summary(large);
    List<Following> slow = IntStream.range(0, 100).mapToObj(_ -> changes.follow(null)).toList();
    for (int i = 0; i < 200; i++) {
      changes.tell(new Change(at(11 + i, 5), List.of(largest, WEB)));
      assertThat(changes.bytesWaiting()).isBetween(1, LatestChanges.MOST_BYTES);
    }
    assertThat(slow).allMatch(Following::isOver).allMatch(Following::isLeftBehind);

    slow.forEach(Following::close);
    assertThat(changes.bytesWaiting()).isZero();
    changes.tell(new Change(at(999, 5), List.of(WEB)));
    assertThat(changes.bytesWaiting()).as("with nobody who follows").isZero();
  }

  @Test
  void areToldInPartsOfWhichOnlyTheLastMovesOn() throws InterruptedException {
    List<DeploymentSummary> many =
        IntStream.range(0, 1000).mapToObj(i -> summary(Story.of("web-" + i))).toList();
    try (var following = changes.follow(null)) {
      changes.tell(new Change(at(12, 5), many));

      var told = new ArrayList<DeploymentSummary>();
      var positions = new ArrayList<Position>();
      while (following.next(NO_TIME).orElse(null) instanceof Change(var position, var part)) {
        told.addAll(part);
        positions.add(position);
      }
      assertThat(told).isEqualTo(many);
      assertThat(positions).hasSizeGreaterThan(5).endsWith(at(12, 5));
      assertThat(positions.subList(0, positions.size() - 1)).containsOnly(at(10, 5));
    }
  }

  @Test
  @Timeout(30)
  void letGoWhoWaitsWhenTheyLeave() throws Exception {
    var following = changes.follow(null);
    var waiting =
        CompletableFuture.supplyAsync(() -> {
          try {
            return following.next(Duration.ofMinutes(1));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    following.close();
    assertThat(waiting.get()).isEmpty();
    assertThat(following.isOver()).isTrue();
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

  private static DeploymentSummary summary(Story story) {
    return DeploymentSummary.of(story.requested().record());
  }

  private static Position at(long first, long second) {
    return new Position(
        new TreeMap<>(
            Map.of(
                new LogPartition(EventLog.DEPLOYMENTS, 0), first,
                new LogPartition(EventLog.DEPLOYMENTS, 1), second)));
  }
}
