package dev.templatedeployer.http;

import java.util.HashMap;
import java.util.Map;

/// Places that senders hold while they are served: some for all together, and no more than a share
/// of them for each. Safe for use by several threads.
final class Places {

  private final int forAll;
  private final int forEach;
  private final Map<String, Integer> held = new HashMap<>();
  private int sum;

  Places(int forAll, int forEach) {
    this.forAll = forAll;
    this.forEach = forEach;
  }

  /// What comes of asking for a place.
  enum Answer {
    /// One is held until it is left.
    TAKEN,
    /// The sender holds as many as it may.
    SHARE_IS_TAKEN,
    /// All are taken.
    ALL_ARE_TAKEN
  }

  synchronized Answer take(String sender) {
    int its = held.getOrDefault(sender, 0);
    if (its >= forEach) {
      return Answer.SHARE_IS_TAKEN;
    }
    if (sum >= forAll) {
      return Answer.ALL_ARE_TAKEN;
    }
    held.put(sender, its + 1);
    sum++;
    return Answer.TAKEN;
  }

  /// Gives back a place that was taken.
  synchronized void leave(String sender) {
    held.computeIfPresent(sender, (_, its) -> its == 1 ? null : its - 1);
    sum--;
  }
}
