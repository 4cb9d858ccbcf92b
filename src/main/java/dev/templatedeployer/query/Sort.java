package dev.templatedeployer.query;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The order of a list of deployments. Deployments that are equal in it are ordered by their ids.
///
/// @param isDescending whether the newest, or the most, comes first
public record Sort(Key key, boolean isDescending) {

  /// The newest deployment first.
  public static final Sort NEWEST = new Sort(Key.CREATED, true);

  /// What deployments can be ordered by: each has an index.
  public enum Key {
    /// When it was accepted.
    CREATED("created", "created_at"),
    /// When something last happened to it.
    UPDATED("updated", "updated_at"),
    /// The attempts that it has begun.
    ATTEMPTS("attempts", "attempt");

    private final String word;
    private final String column;

    Key(String word, String column) {
      this.word = word;
      this.column = column;
    }

    String column() {
      return column;
    }
  }

  /// The order that `text` says: the word of a key, with a `-` before it for the last first.
  ///
  /// @throws UnanswerableQuestion if it says none
  public static Sort parse(String text) {
    boolean isDescending = text.startsWith("-");
    String word = isDescending ? text.substring(1) : text;
    return Arrays.stream(Key.values())
        .filter(key -> key.word.equals(word))
        .findFirst()
        .map(key -> new Sort(key, isDescending))
        .orElseThrow(() ->
            new UnanswerableQuestion("sort", "'sort' has to be one of %s.".formatted(words())));
  }

  /// As it is written.
  public String text() {
    return (isDescending ? "-" : "") + key.word;
  }

  private static String words() {
    return Arrays.stream(Key.values())
        .flatMap(key -> Stream.of("-" + key.word, key.word))
        .collect(Collectors.joining(", "));
  }
}
