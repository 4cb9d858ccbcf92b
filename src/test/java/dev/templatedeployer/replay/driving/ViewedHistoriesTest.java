package dev.templatedeployer.replay.driving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.Answer;
import dev.templatedeployer.query.EventLog;
import dev.templatedeployer.query.Freshness;
import dev.templatedeployer.query.LogPartition;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Place;
import dev.templatedeployer.query.Placed;
import dev.templatedeployer.query.Position;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.wire.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewedHistoriesTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final DeploymentId WEB = new DeploymentId("web-1");
  static final Failure FAILURE = new Failure("NO_MEMORY", "None left.", false);
  static final Token SECOND = new Token(2, 1);
  static final DeploymentEvent FAILED =
      new DeploymentEvent.Failed(Token.FIRST, FAILURE, NOON, NOON, NOON);
  static final DeploymentEvent FAILED_AGAIN =
      new DeploymentEvent.Failed(
          SECOND, new Failure("STILL", "None still.", false), NOON, NOON, NOON);

  @Test
  void tellHowTheRunEndedThatACommandBegan() throws Exception {
    var histories =
        histories(true, FAILED, retried("ours"), FAILED_AGAIN, retried("theirs"), FAILED);

    assertThat(histories.endOf(WEB, "ours", 5))
        .contains(ItemResult.failed(3, "STILL", "None still."));
  }

  @Test
  void tellThatACommandBeganNone() throws Exception {
    var histories = histories(true, FAILED, retried("theirs"), FAILED_AGAIN);

    assertThat(histories.endOf(WEB, "ours", 3)).isEmpty();
  }

  @Test
  void goThroughAllPages() throws Exception {
    DeploymentEvent[] events = new DeploymentEvent[Paging.MOST + 3];
    Arrays.fill(events, new DeploymentEvent.Dispatched(Token.FIRST, NOON));
    events[Paging.MOST - 1] = retried("ours");
    events[Paging.MOST + 1] = new DeploymentEvent.Completed(SECOND, Map.of(), NOON, NOON, NOON);

    assertThat(histories(true, events).endOf(WEB, "ours", 1))
        .contains(ItemResult.completed(Paging.MOST + 2));
  }

  @Test
  void doNotGuessWhileTheReadModelIsBehind() {
    var histories = histories(false, FAILED);

    assertThatExceptionOfType(Histories.NotYet.class)
        .isThrownBy(() -> histories.endOf(WEB, "ours", 3));
  }

  @Test
  void doNotGuessWhileTheRunGoesOn() {
    var histories = histories(true, FAILED, retried("ours"));

    assertThatExceptionOfType(Histories.NotYet.class)
        .isThrownBy(() -> histories.endOf(WEB, "ours", 2));
  }

  private static DeploymentEvent retried(String command) {
    return new DeploymentEvent.Retried(SECOND, command, "ann", "Because.", NOON);
  }

  private static Histories histories(boolean isThere, DeploymentEvent... events) {
    List<Placed<RecordedEvent>> all =
        IntStream.range(0, events.length)
            .mapToObj(i ->
                new Placed<>(
                    new RecordedEvent(WEB, i + 1, RecordedEvent.Cause.TIME, events[i]),
                    new Place(new LogPartition(EventLog.DEPLOYMENTS, 0), i)))
            .toList();
    return new ViewedHistories(
        (_, paging) -> {
          int from = paging.cursor() == null ? 0 : Integer.parseInt(paging.cursor());
          int to = Math.min(all.size(), from + paging.limit());
          String next = to < all.size() ? Integer.toString(to) : null;
          return new Answer<>(new Page<>(all.subList(from, to), next), Position.START);
        },
        new Reached(isThere));
  }

  /// A read model that has reached what is asked for, or has not.
  private record Reached(boolean isThere) implements Freshness {
    @Override
    public Position position() {
      return Position.START;
    }

    @Override
    public boolean awaitPosition(Position atLeast, Duration timeout) {
      return isThere;
    }

    @Override
    public Optional<DeploymentRecord> awaitDeployment(
        DeploymentId id, Predicate<DeploymentRecord> wish, Duration timeout) {
      return isThere
          ? Optional.of(Objects.requireNonNull(DeploymentRecords.fold(List.of(REQUESTED))))
          : Optional.empty();
    }

    @Override
    public Optional<Position> awaitCanister(Principal id, long version, Duration timeout) {
      return Optional.empty();
    }

    static final DeploymentEvent REQUESTED =
        new DeploymentEvent.Requested(
            WEB,
            new DeploymentRequest(
                new TemplateName("probe"),
                null,
                new Config(new byte[0], "digest"),
                CanisterIds.of("owner"),
                Map.of(),
                null,
                null),
            "shop",
            new DeploymentCommand.Terms("1.0.0", Policy.STANDARD),
            CanisterIds.of("web-1"),
            NOON,
            NOON);
  }
}
