package dev.templatedeployer.template.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.TemplateFailure;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/// Something that a service goes on with after it has answered 202, asked for again and again at
/// the `Location` of that answer.
///
/// It goes on as long as there is an answer of 202, or one of 200 whose status is not among those
/// of the end. What time may mend is waited out; 303 leads to what was created.
final class Operation {

  private final Exchange exchange;
  private final HttpSpec.Polling polling;
  private final Excerpt excerpt;
  private final InstantSource clock;

  Operation(Exchange exchange, HttpSpec.Polling polling, Excerpt excerpt, InstantSource clock) {
    this.exchange = exchange;
    this.polling = polling;
    this.excerpt = excerpt;
    this.clock = clock;
  }

  /// The answer that ends it.
  ///
  /// @param accepted the answer of 202
  Answer end(Answer accepted) throws TemplateFailure, InterruptedException {
    URI place = exchange.location(accepted);
    Deadline deadline =
        polling.limit() == null ? exchange.deadline() : exchange.deadline().orIn(polling.limit());
    Duration wait = wait(accepted);
    while (true) {
      pause(wait, deadline, accepted);
      try {
        Answer answer = ask(place);
        if (isEnd(answer)) {
          return answer;
        }
        wait = wait(answer);
      } catch (RetryableFailure e) {
        if (deadline.isPassed()) {
          throw e;
        }
        wait = e.retryAfter() == null ? polling.interval() : e.retryAfter();
      }
    }
  }

  private Answer ask(URI place) throws TemplateFailure, InterruptedException {
    Answer answer = exchange.send("GET", place, null);
    if (answer.status() == 303) {
      answer = exchange.send("GET", exchange.location(answer), null);
    }
    if (!answer.isSuccess()) {
      throw answer.failure(excerpt, clock.instant());
    }
    return answer;
  }

  private boolean isEnd(Answer answer) throws PermanentFailure {
    if (answer.status() == 202 || polling.status() == null) {
      return answer.status() != 202;
    }
    JsonNode json = answer.json();
    String status = json.at(polling.status()).asText();
    if (polling.failed().contains(status)) {
      throw new PermanentFailure(
          "OPERATION_FAILED",
          "The service '%s' accepted the canister and then failed to create it: its status is '%s'%s."
              .formatted(answer.who(), excerpt.beginning(status), detail(json)));
    }
    return polling.done().contains(status);
  }

  private String detail(JsonNode json) {
    String detail = excerpt.beginning(json.path("detail").asText(json.path("message").asText()));
    return detail.isEmpty() ? "" : ", " + detail.replaceFirst("[.!?]+$", "");
  }

  private Duration wait(Answer answer) {
    return RetryAfter.of(answer.headers(), clock.instant()).orElse(polling.interval());
  }

  private static void pause(Duration wait, Deadline deadline, Answer accepted)
      throws RetryableFailure, InterruptedException {
    Duration left = deadline.left();
    if (wait.compareTo(left) >= 0) {
      Thread.sleep(left);
      throw new RetryableFailure(
          "OPERATION_TIMED_OUT",
          "The service '%s' accepted the canister and was not done with it in time."
              .formatted(accepted.who()));
    }
    Thread.sleep(wait);
  }
}
