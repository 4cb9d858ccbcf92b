package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.query.Answer;
import dev.templatedeployer.query.Freshness;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Placed;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.wire.RecordedEvent;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Histories as the read model has them.
///
/// @param pages answers for the events
/// @param freshness waits for a version
record ViewedHistories(Pages pages, Freshness freshness) implements Histories {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// The events of a deployment, oldest first, a page at a time.
  @FunctionalInterface
  interface Pages {
    Answer<Page<Placed<RecordedEvent>>> events(DeploymentId id, Paging paging);
  }

  @Override
  public Optional<ItemResult> endOf(DeploymentId id, String command, long atLeast)
      throws NotYet, InterruptedException {
    if (atLeast > 0
        && freshness
            .awaitDeployment(id, record -> record.version() >= atLeast, PATIENCE)
            .isEmpty()) {
      throw new NotYet();
    }
    boolean isItsRun = false;
    String cursor = null;
    do {
      Page<Placed<RecordedEvent>> page = pages.events(id, new Paging(cursor, Paging.MOST)).value();
      for (Placed<RecordedEvent> placed : page.items()) {
        RecordedEvent recorded = placed.event();
        if (recorded.event() instanceof DeploymentEvent.Retried retried) {
          isItsRun = command.equals(retried.commandId());
        }
        ItemResult end = isItsRun ? end(recorded) : null;
        if (end != null) {
          return Optional.of(end);
        }
      }
      cursor = page.next();
    } while (cursor != null);
    if (isItsRun) {
      throw new NotYet();
    }
    return Optional.empty();
  }

  private static @Nullable ItemResult end(RecordedEvent recorded) {
    return switch (recorded.event()) {
      case DeploymentEvent.Completed _ -> ItemResult.completed(recorded.version());
      case DeploymentEvent.Failed failed ->
          ItemResult.failed(
              recorded.version(), failed.failure().code(), failed.failure().message());
      case DeploymentEvent.Cancelled cancelled ->
          ItemResult.cancelled(recorded.version(), cancelled.reason());
      case DeploymentEvent.Requested _,
          DeploymentEvent.Dispatched _,
          DeploymentEvent.Started _,
          DeploymentEvent.Redriven _,
          DeploymentEvent.AttemptFailed _,
          DeploymentEvent.Retried _,
          DeploymentEvent.CancelRequested _ ->
          null;
    };
  }
}
