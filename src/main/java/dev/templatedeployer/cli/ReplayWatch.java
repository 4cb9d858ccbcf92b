package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Looks at a replay again and again until it has ended, and shows how it goes: a bar on a
/// terminal, a line for every tenth elsewhere.
///
/// A replay survives whatever happens to the service, so the watch goes on while nobody answers.
final class ReplayWatch {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int WIDTH = 16;

  private final Session session;
  private final DeployerApi api;
  private final Look look;
  private Instant began = Instant.EPOCH;
  private int endedBefore;
  private String line = "";
  private String lineFor = "";

  ReplayWatch(Session session, DeployerApi api) {
    this.session = session;
    this.api = api;
    this.look = session.look();
  }

  /// Watches it to its end and prints how it then stands.
  ///
  /// @param replay as it stands now
  /// @return whether all was well
  ExitCode untilSettled(JsonNode replay) throws CommandFailed, InterruptedException {
    var last = replay;
    began = session.now();
    endedBefore = last.path("ended").asInt();
    try (var progress = session.progress()) {
      while (!last.path("settled").asBoolean() && !isWaitingForSomebody(last)) {
        progress.show(plainLine(last), bar(last));
        session.surroundings().pause().lasting(BETWEEN_LOOKS);
        last = look(last, progress);
      }
    }
    session.print(last, new ReplayPage(session.now(), look)::text);
    return exitCode(last);
  }

  /// Whether all of a settled replay was completed, or had changed and was left alone.
  static ExitCode exitCode(JsonNode replay) {
    var counts = replay.path("counts");
    var isWell =
        replay.path("state").asText().equals("FINISHED")
            && counts.path("FAILED").asInt() == 0
            && counts.path("REFUSED").asInt() == 0
            && counts.path("CANCELLED").asInt() == 0;
    return isWell ? ExitCode.OK : ExitCode.NOT_COMPLETED;
  }

  private static boolean isWaitingForSomebody(JsonNode replay) {
    return replay.path("state").asText().equals("PLANNED");
  }

  private JsonNode look(JsonNode last, Progress progress)
      throws CommandFailed, InterruptedException {
    try {
      return api.get(ApiPath.of("replays", last.path("id").asText()));
    } catch (CommandFailed e) {
      if (e.code() != ExitCode.UNREACHABLE && e.code() != ExitCode.REFUSED) {
        throw e;
      }
      progress.show("Nobody answers; it is tried again.", bar(last));
      return last;
    }
  }

  /// What is said where lines cannot be rewritten: no more than ten of them.
  private String plainLine(JsonNode replay) {
    var count = Math.max(1, replay.path("count").asInt());
    var state = replay.path("state").asText();
    var tenth = 10 * replay.path("ended").asInt() / count;
    var key = state + tenth;
    if (session.surroundings().errIsTerminal()) {
      return state;
    }
    if (!key.equals(lineFor)) {
      lineFor = key;
      line =
          "%s: %s of %s ended, %s."
              .formatted(state, replay.path("ended").asText(), count, counts(replay));
    }
    return line;
  }

  private static String counts(JsonNode replay) {
    var counts = replay.path("counts");
    return "%s completed, %s failed, %s skipped"
        .formatted(
            counts.path("COMPLETED").asText(),
            counts.path("FAILED").asText(),
            counts.path("SKIPPED").asText());
  }

  private String bar(JsonNode replay) {
    var count = Math.max(1, replay.path("count").asInt());
    var ended = replay.path("ended").asInt();
    var full = (int) ((long) WIDTH * ended / count);
    var counts = replay.path("counts");
    var seconds = Math.max(0.5, Duration.between(began, session.now()).toMillis() / 1000.0);
    var bar = look.either("█", "#").repeat(full) + look.either("░", ".").repeat(WIDTH - full);
    var left =
        replay.path("secondsLeft").isNumber()
            ? ", %s left"
                .formatted(Times.length(Duration.ofSeconds(replay.path("secondsLeft").asLong())))
            : "";
    return String.format(
        Locale.ROOT,
        "%s %d/%d  %s%d %s%d %s%d  %.1f/s%s",
        bar,
        ended,
        count,
        look.either("✔", "ok "),
        counts.path("COMPLETED").asInt(),
        look.either("✘", "failed "),
        counts.path("FAILED").asInt() + counts.path("REFUSED").asInt(),
        look.either("⊘", "skipped "),
        counts.path("SKIPPED").asInt() + counts.path("CANCELLED").asInt(),
        (ended - endedBefore) / seconds,
        left);
  }
}
