package dev.templatedeployer.http;

import java.util.Arrays;

/// Entity tags: the version of a thing, in quotes.
final class EntityTags {

  private EntityTags() {}

  /// The tag of `version`.
  static String of(long version) {
    return "\"" + version + "\"";
  }

  /// Whether a header such as `If-Match` names `version`.
  static boolean contains(String header, long version) {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(of(version)::equals);
  }
}
