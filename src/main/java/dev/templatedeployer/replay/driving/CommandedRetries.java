package dev.templatedeployer.replay.driving;

import dev.templatedeployer.client.Answer;
import dev.templatedeployer.client.DeploymentCommands;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.wire.CommandMessage;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends retries as commands, and makes news of the answers.
///
/// @param commands the admin path
/// @param histories asked about refusals, on a thread of `slow`
/// @param news told what came of it, on any thread
record CommandedRetries(
    DeploymentCommands commands, Histories histories, Executor slow, Consumer<News> news)
    implements Retries {

  private static final Logger LOG = LoggerFactory.getLogger(CommandedRetries.class);

  @Override
  public void send(ReplayId replay, int number, CommandMessage.Retry command) {
    var _ =
        commands
            .send(command, Map.of())
            .whenComplete((answer, silence) -> {
              if (silence != null) {
                LOG.debug("no answer to the retry of '{}'", command.id(), silence);
                news.accept(new News.Unanswered(replay, number));
              } else {
                answered(replay, number, command, answer);
              }
            });
  }

  private void answered(ReplayId replay, int number, CommandMessage.Retry command, Answer answer) {
    Refusal refusal = answer.reply().refusal();
    if (refusal == null) {
      news.accept(new News.Taken(replay, number));
      return;
    }
    switch (refusal.kind()) {
      case TEMPORARILY_UNAVAILABLE -> news.accept(new News.Unanswered(replay, number));
      case NOT_FOUND -> ended(command, ItemResult.skipped(null, refusal.sentence()));
      case CONFLICT, NOT_RETRYABLE ->
          slow.execute(() -> lookUp(replay, number, command, refusal, answer.version()));
      case UNAUTHORIZED, INVALID_PAYLOAD, NOT_CANCELLABLE ->
          ended(
              command,
              ItemResult.refused(answer.version(), refusal.kind().name(), refusal.sentence()));
    }
  }

  private void lookUp(
      ReplayId replay,
      int number,
      CommandMessage.Retry command,
      Refusal refusal,
      @Nullable Long version) {
    try {
      long atLeast = version == null ? 0 : version;
      Optional<ItemResult> own =
          histories.endOf(command.id(), Objects.requireNonNull(command.commandId()), atLeast);
      ended(command, own.orElseGet(() -> ItemResult.skipped(version, refusal.sentence())));
    } catch (Histories.NotYet _) {
      news.accept(new News.Unanswered(replay, number));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("cannot look up what happened to '{}', and try again", command.id(), e);
      news.accept(new News.Unanswered(replay, number));
    }
  }

  private void ended(CommandMessage.Retry command, ItemResult result) {
    news.accept(new News.Ended(Objects.requireNonNull(command.commandId()), command.id(), result));
  }
}
