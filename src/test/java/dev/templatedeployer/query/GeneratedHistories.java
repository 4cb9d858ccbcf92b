package dev.templatedeployer.query;

import dev.templatedeployer.domain.Decision;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.Deployments;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.wire.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What happens to deployments when all sorts of commands come in any order: made by the rules
/// themselves, the same for the same seed.
final class GeneratedHistories {

  private final SplittableRandom random;
  private final Map<DeploymentId, DeploymentRecord> records = new LinkedHashMap<>();
  private final List<RecordedEvent> events = new ArrayList<>();
  private Instant now = Story.NOON;

  GeneratedHistories(long seed, int deployments, int commands) {
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < deployments; i++) {
      begin(
          Story.of("web-" + i)
              .from(random.nextBoolean() ? "lock" : "dao")
              .labelled(Map.of("team", random.nextBoolean() ? "blue" : "red"))
              .requested());
    }
    List<DeploymentId> ids = List.copyOf(records.keySet());
    for (int i = 0; i < commands; i++) {
      now = now.plusSeconds(random.nextInt(1, 3));
      take(command(ids.get(random.nextInt(ids.size()))));
    }
  }

  /// All events, in the order in which they came about.
  List<RecordedEvent> events() {
    return List.copyOf(events);
  }

  /// What they add up to.
  List<DeploymentRecord> records() {
    return List.copyOf(records.values());
  }

  private void begin(Story story) {
    events.addAll(story.events());
    records.put(story.id(), story.record());
  }

  private DeploymentCommand command(DeploymentId id) {
    Token token = record(id).token();
    return switch (random.nextInt(7)) {
      case 0, 1 -> new DeploymentCommand.Started(id, token, "executor-1", now, now);
      case 2 -> new DeploymentCommand.Succeeded(id, token, "executor-1", Map.of(), now, now, now);
      case 3 -> {
        var failure = new Failure("NODE_BUSY", "The node is busy.", random.nextBoolean());
        yield new DeploymentCommand.AttemptFailed(
            id, token, "executor-1", failure, null, now, now, now);
      }
      case 4 -> new DeploymentCommand.Retry(id, null, "ann", "Again.", now);
      case 5 -> new DeploymentCommand.Cancel(id, "ann", "No longer wanted.", now);
      default -> new DeploymentCommand.Due(id, null, now);
    };
  }

  private void take(DeploymentCommand command) {
    if (Deployments.decide(record(command.id()), command)
        instanceof Decision.Accepted(var decided)) {
      for (DeploymentEvent event : decided) {
        DeploymentRecord after = DeploymentRecords.evolve(record(command.id()), event);
        records.put(command.id(), after);
        events.add(
            new RecordedEvent(command.id(), after.version(), RecordedEvent.Cause.TIME, event));
      }
    }
  }

  private DeploymentRecord record(DeploymentId id) {
    DeploymentRecord record = records.get(id);
    if (record == null) {
      throw new IllegalStateException("There is no deployment '%s'.".formatted(id));
    }
    return record;
  }
}
