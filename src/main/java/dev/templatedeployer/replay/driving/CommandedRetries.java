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
/// @param histories asked about refusals, and about runs whose outcome may have been missed, on a
///   thread of `slow`
/// @param news told what came of it, on any thread
record CommandedRetries(
    DeploymentCommands commands, Histories histories, Executor slow, Consumer<News> news)
    implements Retries {

  private static final Logger LOG = LoggerFactory.getLogger(CommandedRetries.class);

  @Override
  public void send(ReplayId replay, int number, CommandMessage.Retry command, boolean isRepeated) {
    var _ =
        commands
            .send(command, Map.of())
            .whenComplete((answer, silence) -> {
              if (silence != null) {
                LOG.debug("no answer to the retry of '{}'", command.id(), silence);
                news.accept(new News.Unanswered(replay, number));
              } else {
                answered(replay, number, command, isRepeated, answer);
              }
            });
  }

  private void answered(
      ReplayId replay,
      int number,
      CommandMessage.Retry command,
      boolean isRepeated,
      Answer answer) {
    var taken = new News.Taken(replay, number);
    Refusal refusal = answer.reply().refusal();
    if (refusal == null && isRepeated) {
      slow.execute(() -> lookUp(command, answer.version(), taken, taken));
      return;
    }
    if (refusal == null) {
      news.accept(taken);
      return;
    }
    switch (refusal.kind()) {
      case TEMPORARILY_UNAVAILABLE -> news.accept(new News.Unanswered(replay, number));
      case NOT_FOUND -> news.accept(ended(command, ItemResult.skipped(null, refusal.sentence())));
      case CONFLICT, NOT_RETRYABLE ->
          slow.execute(() ->
              lookUp(
                  command,
                  answer.version(),
                  new News.Unanswered(replay, number),
                  ended(command, ItemResult.skipped(answer.version(), refusal.sentence()))));
      case UNAUTHORIZED, INVALID_PAYLOAD, NOT_CANCELLABLE ->
          news.accept(
              ended(
                  command,
                  ItemResult.refused(answer.version(), refusal.kind().name(), refusal.sentence())));
    }
  }

  /// Tells how the run ended that `command` began.
  ///
  /// @param version the version that the history has to reflect, or null if any does
  /// @param notYet told if the run has not ended, or if that cannot be found out now
  /// @param none told if the command began no run
  private void lookUp(
      CommandMessage.Retry command, @Nullable Long version, News notYet, News none) {
    try {
      long atLeast = version == null ? 0 : version;
      Optional<ItemResult> own =
          histories.endOf(command.id(), Objects.requireNonNull(command.commandId()), atLeast);
      news.accept(own.<News>map(result -> ended(command, result)).orElse(none));
    } catch (Histories.NotYet _) {
      news.accept(notYet);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("cannot look up what happened to '{}', and try again", command.id(), e);
      news.accept(notYet);
    }
  }

  private static News.Ended ended(CommandMessage.Retry command, ItemResult result) {
    return new News.Ended(Objects.requireNonNull(command.commandId()), command.id(), result);
  }
}
