package dev.templatedeployer.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentEvent.AttemptFailed;
import dev.templatedeployer.domain.DeploymentEvent.CancelRequested;
import dev.templatedeployer.domain.DeploymentEvent.Cancelled;
import dev.templatedeployer.domain.DeploymentEvent.Completed;
import dev.templatedeployer.domain.DeploymentEvent.Dispatched;
import dev.templatedeployer.domain.DeploymentEvent.Failed;
import dev.templatedeployer.domain.DeploymentEvent.Redriven;
import dev.templatedeployer.domain.DeploymentEvent.Requested;
import dev.templatedeployer.domain.DeploymentEvent.Retried;
import dev.templatedeployer.domain.DeploymentEvent.Started;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.RecordedEvent.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened to `web-42`, in the words of the tests that tell of it. Every time is so many
/// seconds after noon; work is due 24 h after it was handed out, a lease is 30 s, an attempt may
/// take 5 min, and there are 3 attempts and 3 drives of each.
final class Told {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final DeploymentId ID = new DeploymentId("web-42");
  static final Failure NO_QUOTA = new Failure("NO_QUOTA", "No quota left.", true);
  static final Failure NO_TOKEN = new Failure("NO_SUCH_TOKEN", "There is no such token.", false);

  private Told() {}

  static Instant second(double seconds) {
    return NOON.plus(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  static Requested requested() {
    return requested(null, null);
  }

  static Requested requested(@Nullable Double start, @Nullable Double deadline) {
    var request =
        new DeploymentRequest(
            new TemplateName("lock"),
            null,
            new Config("{}".getBytes(UTF_8), "digest"),
            new Principal("aaaaa-aa"),
            Map.of("team", "blue"),
            start == null ? null : second(start),
            deadline == null ? null : second(deadline));
    var terms = new Terms("1.0.0", Policy.STANDARD);
    return new Requested(
        ID,
        request,
        "billing",
        terms,
        new Principal("em77e-bvlzu-aq"),
        start == null ? NOON : second(start),
        NOON);
  }

  static Dispatched dispatched(int attempt, int drive, double at) {
    return new Dispatched(new Token(attempt, drive), second(at));
  }

  static Started started(int attempt, int drive, double at) {
    return new Started(new Token(attempt, drive), "node-7", second(at), second(at));
  }

  static Redriven redriven(int attempt, int drive, double lastSeen, double at) {
    return new Redriven(new Token(attempt, drive), second(lastSeen), second(at));
  }

  static AttemptFailed attemptFailed(int attempt, double from, double at, double next) {
    return new AttemptFailed(
        new Token(attempt, 1), NO_QUOTA, second(from), second(at), second(next), second(at));
  }

  static Completed completed(int attempt, double from, double at) {
    return new Completed(new Token(attempt, 1), Map.of(), second(from), second(at), second(at));
  }

  static Failed failed(int attempt, Failure failure, double from, double at) {
    return new Failed(new Token(attempt, 1), failure, second(from), second(at), second(at));
  }

  static Failed failedUnbegun(int attempt, Failure failure, double at) {
    return new Failed(new Token(attempt, 1), failure, null, second(at), second(at));
  }

  static Retried retried(int attempt, double at) {
    return new Retried(new Token(attempt, 1), "r-1", "ann", "The quota was raised.", second(at));
  }

  static CancelRequested cancelRequested(double at) {
    return new CancelRequested("ann", "Ordered twice.", second(at));
  }

  static Cancelled cancelled(int attempt, double at) {
    return new Cancelled(new Token(attempt, 1), "ann", "Ordered twice.", second(at));
  }

  /// The events as they lie in the log: the first by a command, the others by the passing of time.
  static List<RecordedEvent> recorded(DeploymentEvent... events) {
    var all = new ArrayList<RecordedEvent>();
    for (DeploymentEvent event : events) {
      Cause cause = all.isEmpty() ? new Cause("deployments.commands", 3, 17, "c-1") : Cause.TIME;
      all.add(new RecordedEvent(ID, all.size() + 1L, cause, event));
    }
    return List.copyOf(all);
  }
}
