package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How far a verification is: a bar, and how long it will probably take from now on.
///
/// @param look how it looks
record VerifyProgress(Look look) {

  private static final int WIDTH = 24;

  /// Less than this says nothing of the rest.
  private static final double ENOUGH = 0.02;

  /// Such as `████░░░░ 42 %, about 12 s left`.
  ///
  /// @param began when the watching began
  String text(JsonNode verification, Instant began, Instant now) {
    var read = verification.path("read").asDouble();
    var toRead = verification.path("toRead").asDouble();
    var share = toRead == 0 ? 0 : Math.min(1, read / toRead);
    var full = (int) (WIDTH * share);
    var bar = look.either("█", "#").repeat(full) + look.either("░", ".").repeat(WIDTH - full);
    return "%s %d %%%s"
        .formatted(bar, (int) (100 * share), left(share, Duration.between(began, now)));
  }

  private static String left(double share, Duration passed) {
    if (share < ENOUGH || passed.toMillis() < 1000) {
      return "";
    }
    var left = Duration.ofMillis((long) (passed.toMillis() * (1 - share) / share));
    return ", about %s left".formatted(Times.length(left.truncatedTo(ChronoUnit.SECONDS)));
  }
}
