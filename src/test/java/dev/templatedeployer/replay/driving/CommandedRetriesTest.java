package dev.templatedeployer.replay.driving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.client.Answer;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.wire.CommandMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandedRetriesTest {

  static final ReplayId ID = new ReplayId("k3v9x2p7q4");
  static final DeploymentId WEB = new DeploymentId("web-1");
  static final CommandMessage.Retry RETRY =
      new CommandMessage.Retry(WEB, ID.commandOf(1), "bob", "Because.", 4L);

  final List<News> news = new ArrayList<>();

  @Test
  void tellThatACommandWasTaken() {
    sendAnd(null, 5L, (_, _, _) -> Optional.empty());

    assertThat(news).containsExactly(new News.Taken(ID, 1));
  }

  @Test
  void tellThatNobodyAnswered() {
    new CommandedRetries(
            (_, _) -> CompletableFuture.failedFuture(new IllegalStateException("out of reach")),
            (_, _, _) -> Optional.empty(),
            Runnable::run,
            news::add)
        .send(ID, 1, RETRY, false);

    assertThat(news).containsExactly(new News.Unanswered(ID, 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFLICT", "NOT_RETRYABLE"})
  void leaveADeploymentAloneThatHasChanged(Refusal.Kind kind) {
    sendAnd(kind, 9L, (_, _, _) -> Optional.empty());

    assertThat(news).containsExactly(ended(ItemResult.skipped(9L, "No.")));
  }

  @Test
  void knowTheirOwnRunAgainThatSomebodyHasRetriedSince() {
    sendAnd(
        Refusal.Kind.CONFLICT,
        12L,
        (id, command, atLeast) -> {
          assertThat(id).isEqualTo(WEB);
          assertThat(command).isEqualTo(ID.commandOf(1));
          assertThat(atLeast).isEqualTo(12);
          return Optional.of(ItemResult.failed(8, "X", "Still."));
        });

    assertThat(news).containsExactly(ended(ItemResult.failed(8, "X", "Still.")));
  }

  @Test
  void tryAgainWhileTheHistoryIsNotKnown() {
    sendAnd(
        Refusal.Kind.CONFLICT,
        12L,
        (_, _, _) -> {
          throw new Histories.NotYet();
        });

    assertThat(news).containsExactly(new News.Unanswered(ID, 1));
  }

  @Test
  void skipADeploymentThatIsGone() {
    sendAnd(Refusal.Kind.NOT_FOUND, 0L, (_, _, _) -> Optional.empty());

    assertThat(news).containsExactly(ended(ItemResult.skipped(null, "No.")));
  }

  @Test
  void waitWhileTheServiceRests() {
    sendAnd(Refusal.Kind.TEMPORARILY_UNAVAILABLE, 4L, (_, _, _) -> Optional.empty());

    assertThat(news).containsExactly(new News.Unanswered(ID, 1));
  }

  @Test
  void keepARefusalAsTheResult() {
    sendAnd(Refusal.Kind.UNAUTHORIZED, 4L, (_, _, _) -> Optional.empty());

    assertThat(news).containsExactly(ended(ItemResult.refused(4L, "UNAUTHORIZED", "No.")));
  }

  @Test
  void findAnOutcomeInTheHistoryThatWasMissed() {
    sendAgainAnd(
        null,
        8L,
        (id, command, atLeast) -> {
          assertThat(id).isEqualTo(WEB);
          assertThat(command).isEqualTo(ID.commandOf(1));
          assertThat(atLeast).isEqualTo(8);
          return Optional.of(ItemResult.completed(8));
        });

    assertThat(news).containsExactly(ended(ItemResult.completed(8)));
  }

  @Test
  void waitOnForARunThatHasNotEnded() {
    sendAgainAnd(
        null,
        8L,
        (_, _, _) -> {
          throw new Histories.NotYet();
        });

    assertThat(news).containsExactly(new News.Taken(ID, 1));
  }

  private void sendAnd(Refusal.@Nullable Kind kind, Long version, Histories histories) {
    send(kind, version, histories, false);
  }

  private void sendAgainAnd(Refusal.@Nullable Kind kind, Long version, Histories histories) {
    send(kind, version, histories, true);
  }

  private void send(
      Refusal.@Nullable Kind kind, Long version, Histories histories, boolean isRepeated) {
    var refusal = kind == null ? null : Refusal.of(kind, "No.");
    new CommandedRetries(
            (command, _) ->
                CompletableFuture.completedFuture(
                    new Answer(
                        new DeploymentReply(command.id(), command.commandId(), refusal), version)),
            histories,
            Runnable::run,
            news::add)
        .send(ID, 1, RETRY, isRepeated);
  }

  private static News ended(ItemResult result) {
    return new News.Ended(ID.commandOf(1), WEB, result);
  }
}
