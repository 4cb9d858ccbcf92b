package dev.templatedeployer.execute;

import java.util.HashMap;
import java.util.Map;

/// The instructions of one partition that were followed before their turn, while the starts before
/// them wait: stops, and starts that replace a run.
///
/// When the turn comes to what lies before them, they say what of it needs nothing any more.
/// Nothing is kept of the starts that wait, however many they are: they are read again.
///
/// Not safe for use by several threads.
final class Overtakers {

  private final int limit;
  private final Map<String, Long> last = new HashMap<>();

  /// @param limit how many deployments to remember before no more may overtake
  Overtakers(int limit) {
    this.limit = limit;
  }

  /// Remembers that the instruction for `id` at `offset` is followed; it is the newest of those.
  void add(String id, long offset) {
    last.put(id, offset);
  }

  /// Whether the instruction for `id` at `offset` was followed, or one that replaces it.
  boolean haveSettled(String id, long offset) {
    return !last.isEmpty() && offset <= last.getOrDefault(id, -1L);
  }

  /// Whether no more may overtake.
  boolean areTooMany() {
    return last.size() >= limit;
  }

  /// Forgets them all: nothing that they overtook is left.
  void forget() {
    last.clear();
  }
}
