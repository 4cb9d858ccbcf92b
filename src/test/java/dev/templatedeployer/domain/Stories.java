package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.*;
import static dev.templatedeployer.domain.Token.FIRST;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The stories whose events are kept under `histories/`, by name. Add one here for what no kept
/// history tells yet; a kept one is never told again, since its events are what was once written.
final class Stories {

  private static final Token SECOND_DRIVE = token(1, 2);
  private static final Token SECOND_ATTEMPT = token(2, 1);
  private static final Instant RETRY_AT = second(20).plus(FIRST_BACKOFF);

  private Stories() {}

  static Map<String, List<DeploymentCommand>> all() {
    var stories = new TreeMap<String, List<DeploymentCommand>>();
    stories.put(
        "completed-by-one-report",
        List.of(deploy(request(), NOON), reportsSuccess(FIRST, second(1), second(2))));
    stories.put(
        "completed-in-its-second-attempt",
        List.of(
            deploy(request(), NOON),
            reportsStart(FIRST, second(1), second(2)),
            reportsFailure(FIRST, FLAKY, second(1), second(20)),
            due(RETRY_AT),
            reportsSuccess(SECOND_ATTEMPT, second(33), second(34))));
    stories.put(
        "started-late-and-driven-again",
        List.of(
            deploy(request(second(60), null), NOON),
            due(second(60)),
            reportsStart(FIRST, second(61), second(62)),
            due(second(70), second(100)),
            reportsHeartbeat(SECOND_DRIVE, second(101), second(111))));
    stories.put(
        "failed-at-its-deadline",
        List.of(deploy(request(null, second(600)), NOON), due(second(600))));
    stories.put(
        "failed-and-then-completed-after-all",
        List.of(
            deploy(request(), NOON),
            reportsFailure(FIRST, HOPELESS, second(1), second(2)),
            reportsSuccess(FIRST, second(1), second(50))));
    stories.put(
        "failed-then-retried-and-failed-again",
        List.of(
            deploy(request(), NOON),
            reportsFailure(FIRST, HOPELESS, second(1), second(2)),
            retry("r-1", second(50)),
            reportsFailure(SECOND_ATTEMPT, HOPELESS, second(51), second(52))));
    stories.put(
        "timed-out-and-waiting",
        List.of(
            deploy(request(), NOON),
            reportsStart(FIRST, second(1), second(2)),
            due(second(331), second(332))));
    stories.put("cancelled-while-it-waited", List.of(deploy(request(), NOON), cancel(second(5))));
    stories.put(
        "cancelled-while-it-ran",
        List.of(
            deploy(request(), NOON),
            reportsStart(FIRST, second(1), second(2)),
            cancel(second(5)),
            reportsFailure(FIRST, FLAKY, second(1), second(6))));
    stories.put(
        "cancelled-before-it-began",
        List.of(
            deploy(request(), NOON),
            cancel(second(5)),
            reportsFailure(FIRST, FLAKY, second(6), second(6))));
    stories.put(
        "cancelled-and-then-completed-after-all",
        List.of(
            deploy(request(), NOON),
            cancel(second(5)),
            due(second(35)),
            reportsSuccess(FIRST, second(1), second(40))));
    stories.put(
        "completed-by-the-drive-that-had-fallen-silent",
        List.of(
            deploy(request(), NOON),
            reportsStart(FIRST, second(1), second(2)),
            due(second(2), second(32)),
            reportsSuccess(FIRST, second(1), second(40))));
    return stories;
  }

  /// The events that the rules of today tell a story with.
  static List<DeploymentEvent> told(List<DeploymentCommand> story) {
    var events = new ArrayList<DeploymentEvent>();
    for (DeploymentCommand command : story) {
      switch (Deployments.decide(DeploymentRecords.fold(events), command)) {
        case Decision.Accepted(var caused) -> events.addAll(caused);
        case Decision.Refused(var refusal) ->
            throw new IllegalStateException("No story: " + refusal.sentence());
      }
    }
    return events;
  }
}
