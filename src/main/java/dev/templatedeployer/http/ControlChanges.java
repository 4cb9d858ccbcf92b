package dev.templatedeployer.http;

import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlCommand;
import dev.templatedeployer.control.ControlDecision;
import dev.templatedeployer.control.ControlDesk;
import dev.templatedeployer.control.ControlUnavailable;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;

/// Changes what holds, in the name of whoever sends the request, and answers with what came of it.
final class ControlChanges {

  private final ControlDesk desk;
  private final InstantSource clock;

  ControlChanges(Services services) {
    this.desk = services.desk();
    this.clock = services.clock();
  }

  /// Asks for `command`.
  ///
  /// @throws Problem if it is refused, or cannot be decided now
  void make(Context ctx, ControlCommand command, String reason) {
    var change = new ControlChange(Gate.requester(ctx).name(), clock.instant(), reason, command);
    switch (decide(change)) {
      case ControlDecision.Accepted(var records, var sentence) ->
          Answers.json(
              ctx, Json.object().put("changed", !records.isEmpty()).put("sentence", sentence));
      case ControlDecision.Refused(var kind, var sentence) -> throw problem(kind, sentence);
    }
  }

  private ControlDecision decide(ControlChange change) {
    try {
      return desk.change(change);
    } catch (ControlUnavailable e) {
      throw Problem.unavailable("CONTROL_UNAVAILABLE", String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      throw Interruptions.stopping();
    }
  }

  private static Problem problem(ControlDecision.Kind kind, String sentence) {
    return switch (kind) {
      case INVALID -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "INVALID_PAYLOAD", sentence);
      case NOT_FOUND -> Problem.notFound(sentence);
      case CONFLICT -> Problem.of(HttpStatus.CONFLICT, "CONFLICT", sentence);
    };
  }
}
