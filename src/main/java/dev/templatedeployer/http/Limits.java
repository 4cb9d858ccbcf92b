package dev.templatedeployer.http;

import java.time.Duration;

/// How much, and how long, one request may take.
///
/// @param readYourWrites how long an answer waits for the read model
/// @param longestWait the longest that `Prefer: wait` may ask for
/// @param idle how long a connection may be silent, and how long the head of a request may take
/// @param stop how long requests under way may take when the server stops
public record Limits(Duration readYourWrites, Duration longestWait, Duration idle, Duration stop) {

  /// The usual limits.
  public static final Limits STANDARD =
      new Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(20));

  /// The most bytes of a request's first line and headers.
  static final int HEADER_BYTES = 16 * 1024;

  /// The fewest bytes a second in which a body may arrive.
  static final int BODY_BYTES_A_SECOND = 1024;

  /// The most connections at once, of all addresses.
  static final int CONNECTIONS = 4_000;
}
