package dev.templatedeployer.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The word that somebody probably meant.
public final class Nearest {

  private Nearest() {}

  /// The candidate that `word` is the end of, or else the one fewest typing mistakes away, if that
  /// is near enough to be worth saying.
  public static Optional<String> to(String word, Collection<String> candidates) {
    var mostMistakes = Math.max(2, word.length() / 6);
    return candidates.stream()
        .filter(candidate -> candidate.endsWith("." + word))
        .findFirst()
        .or(() ->
            candidates.stream()
                .filter(candidate -> mistakes(word, candidate) <= mostMistakes)
                .min(Comparator.comparingInt(candidate -> mistakes(word, candidate))));
  }

  /// Letters to insert, drop or replace, and neighbours to swap, to get from one to the other.
  private static int mistakes(String from, String to) {
    var counts = new int[from.length() + 1][to.length() + 1];
    for (var i = 0; i <= from.length(); i++) {
      for (var j = 0; j <= to.length(); j++) {
        counts[i][j] = i == 0 || j == 0 ? i + j : fewest(counts, from, i, to, j);
      }
    }
    return counts[from.length()][to.length()];
  }

  private static int fewest(int[][] counts, String from, int i, String to, int j) {
    var same = from.charAt(i - 1) == to.charAt(j - 1);
    var fewest = counts[i - 1][j - 1] + (same ? 0 : 1);
    fewest = Math.min(fewest, Math.min(counts[i - 1][j], counts[i][j - 1]) + 1);
    var swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(fewest, counts[i - 2][j - 2] + 1) : fewest;
  }
}
