package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;

import dev.templatedeployer.deadletter.DeadLetter;
import dev.templatedeployer.deadletter.DeadLetters;
import dev.templatedeployer.deadletter.Examined;
import dev.templatedeployer.deadletter.LetterId;
import dev.templatedeployer.deadletter.LetterPage;
import dev.templatedeployer.deadletter.Redriven;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One dead letter, whose record can be read again.
final class FakeDeadLetters implements DeadLetters {

  static final LetterId ID = new LetterId(3, 1207);
  private static final DeadLetter LETTER =
      new DeadLetter(
          ID,
          "web-1",
          "UNKNOWN_SCHEMA",
          "Nobody knows the schema id 7.",
          new DeadLetter.Spot("deployments.commands", 3, 12),
          NOON);

  private @Nullable Redriven redriven;

  @Override
  public LetterPage newest(int limit, @Nullable String cursor) {
    if ("odd".equals(cursor)) {
      throw new IllegalArgumentException("'cursor' is odd.");
    }
    return new LetterPage(List.of(LETTER), limit == 1 ? "3:1207" : null);
  }

  @Override
  public synchronized Optional<Examined> examine(LetterId id) {
    return id.equals(ID)
        ? Optional.of(
            new Examined(
                LETTER,
                Examined.Verdict.READABLE,
                List.of("traceparent"),
                99,
                Json.object().put("type", "Deploy"),
                "The record can be read now.",
                redriven,
                true))
        : Optional.empty();
  }

  @Override
  public synchronized Redrive redrive(LetterId id, String note, boolean isForced) {
    if (!id.equals(ID)) {
      return new Redrive.NoLetter();
    }
    if (redriven != null && !isForced) {
      return new Redrive.NotSent("REDRIVEN_ALREADY", "It was redriven.");
    }
    redriven = new Redriven(NOON, note);
    return new Redrive.Sent(new DeadLetter.Spot("deployments.commands", 3, 20));
  }
}
