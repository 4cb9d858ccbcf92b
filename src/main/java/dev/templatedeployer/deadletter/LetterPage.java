package dev.templatedeployer.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dead letters, the newest first.
///
/// @param next where the next page begins, or null if this is the last. A page may have fewer
///   letters than were asked for and still not be the last
public record LetterPage(List<DeadLetter> letters, @Nullable String next) {

  public LetterPage {
    letters = List.copyOf(letters);
  }
}
