package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;

/// What a command prints that changed what holds.
final class Changed {

  private Changed() {}

  static ExitCode print(JsonNode answer, Session session) {
    session.print(answer, json -> json.path("sentence").asText());
    return ExitCode.OK;
  }
}
