package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that lists something a page at a time.
final class PageOptions {

  @Option(names = "--limit", paramLabel = "N", description = "At most this many.")
  private @Nullable Integer limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on where the list before ended.")
  private @Nullable String cursor;

  /// `path`, asked for this page.
  ApiPath of(ApiPath path) {
    return path.with("limit", limit).with("cursor", cursor);
  }

  /// Says how to see what comes after `page`, if there is more.
  static void hintAtMore(JsonNode page, Session session) {
    Json.text(page, "next")
        .ifPresent(next -> session.hint("There are more: add --cursor '%s'.".formatted(next)));
  }
}
