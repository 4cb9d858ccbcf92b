package dev.templatedeployer.http;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Entity tags: the version of a thing, in quotes.
final class EntityTags {

  private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

  private EntityTags() {}

  /// The tag of `version`.
  static String of(long version) {
    return "\"" + version + "\"";
  }

  /// The versions that a header such as `If-Match` names; what names none is left out.
  static List<Long> versions(String header) {
    return TAG.matcher(header)
        .results()
        .map((MatchResult tag) -> Long.valueOf(tag.group(1)))
        .toList();
  }

  /// Whether a header such as `If-None-Match` names `version`.
  static boolean contains(String header, long version) {
    return versions(header).contains(version);
  }
}
