package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.explain.Durations;

/// Where the time of a deployment went, as JSON. Everything is in milliseconds.
final class DurationsJson {

  private DurationsJson() {}

  static ObjectNode of(Durations durations) {
    ObjectNode json =
        Json.object()
            .put("plannedMillis", durations.planned().toMillis())
            .put("queueMillis", durations.queue().toMillis())
            .put("runMillis", durations.run().toMillis())
            .put("totalMillis", durations.total().toMillis());
    var attempts = json.putArray("attempts");
    for (Durations.Attempt attempt : durations.attempts()) {
      attempts
          .addObject()
          .put("attempt", attempt.attempt())
          .put("drives", attempt.drives())
          .put("plannedMillis", attempt.planned().toMillis())
          .put("queueMillis", attempt.queue().toMillis())
          .put("runMillis", attempt.run().toMillis())
          .put("ended", attempt.hasEnded());
    }
    return json;
  }
}
