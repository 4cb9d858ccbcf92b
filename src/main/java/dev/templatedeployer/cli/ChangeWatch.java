package dev.templatedeployer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Follows the stream of changes, and comes back to where it was when the connection is lost.
///
/// A service that is reached for the first time must answer; one that was there is waited for, with
/// longer and longer pauses.
final class ChangeWatch {

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Session session;
  private final DeployerApi api;
  private @Nullable String lastId;
  private Duration pause = SHORTEST_PAUSE;

  ChangeWatch(Session session, DeployerApi api) {
    this.session = session;
    this.api = api;
  }

  /// Hands each change to `changed`, and ends only when the service refuses to go on.
  void follow(ApiPath path, Consumer<JsonNode> changed) throws CommandFailed, InterruptedException {
    while (true) {
      try (Stream<String> lines = api.lines(path, lastId)) {
        read(lines.iterator(), changed);
        session.hint("The service ended the stream; coming back.");
      } catch (UncheckedIOException e) {
        session.hint("The connection is lost; coming back.");
      } catch (CommandFailed e) {
        if (lastId == null || e.code() != ExitCode.UNREACHABLE) {
          throw e;
        }
      }
      session.surroundings().pause().lasting(pause);
      pause = longer(pause);
    }
  }

  /// Reads events until the stream ends. An event that is cut off is none, and its id neither.
  private void read(Iterator<String> lines, Consumer<JsonNode> changed) {
    var type = "";
    var data = "";
    var id = lastId;
    while (lines.hasNext()) {
      var line = lines.next();
      if (line.isEmpty()) {
        took(type, data, changed);
        lastId = id;
        type = "";
        data = "";
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      }
    }
  }

  private void took(String type, String data, Consumer<JsonNode> changed) {
    pause = SHORTEST_PAUSE;
    if (type.equals("deployment")) {
      read(data, changed);
    } else if (type.equals("reset")) {
      session.say("The service does not remember what happened meanwhile. See './deployer ls'.");
    } else if (type.equals("end")) {
      session.say("The service ends the stream: " + detail(data));
    }
  }

  private static void read(String data, Consumer<JsonNode> changed) {
    changed.accept(json(data));
  }

  private static String detail(String data) {
    return json(data).path("detail").asText();
  }

  private static JsonNode json(String data) {
    try {
      return Json.read(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The service sent an event that is no JSON.", e);
    }
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
