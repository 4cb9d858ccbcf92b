package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Function;

/// One run of the command line: its options, and where it reads and writes.
final class Session {

  private final Surroundings surroundings;
  private final GlobalOptions options;

  Session(Surroundings surroundings, GlobalOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Instant now() {
    return surroundings.clock().instant();
  }

  /// The service, not yet asked anything.
  DeployerApi api() throws CommandFailed {
    var server = options.server(surroundings.environment());
    return new DeployerApi(server, options.token(server, surroundings.environment()));
  }

  /// How data looks.
  Look look() {
    var inColour =
        surroundings.outIsTerminal() && options.isColourAllowed(surroundings.environment());
    return Look.of(surroundings.out(), inColour);
  }

  boolean isCsv() {
    return options.isCsv();
  }

  boolean isJson() {
    return options.isJson();
  }

  /// Prints data: the JSON as it is on one line, or for a person in the words of `text`.
  void print(JsonNode data, Function<JsonNode, String> text) {
    print(isJson() ? data.toString() : text.apply(data));
  }

  /// Prints data; nothing if it is empty.
  void print(String data) {
    if (!data.isBlank()) {
      surroundings.out().println(data.stripTrailing());
    }
  }

  /// Says something to the person, which is no data.
  void say(String sentence) {
    surroundings.err().println(sentence);
  }

  /// Says it unless a program is listening.
  void hint(String sentence) {
    if (!isJson()) {
      say(sentence);
    }
  }

  Progress progress() {
    var err = surroundings.err();
    var isLive = surroundings.errIsTerminal();
    var inColour = isLive && options.isColourAllowed(surroundings.environment());
    return new Progress(err, isLive, Look.of(err, inColour));
  }
}
