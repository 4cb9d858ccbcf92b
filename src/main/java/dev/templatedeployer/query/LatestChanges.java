package dev.templatedeployer.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The latest changes, numbered, in parts of [#BYTES_OF_PART], and at most [#MOST_BYTES] of them
/// altogether. All who follow take them from here, so that what waits for many takes no more room
/// than what waits for one.
///
/// To be used by one thread at a time.
final class LatestChanges {

  /// The most bytes that are kept, roughly.
  static final int MOST_BYTES = 16 * 1024 * 1024;

  /// The most bytes of a part, and so of what one who follows holds, but for a deployment that is
  /// larger.
  static final int BYTES_OF_PART = 64 * 1024;

  private static final int BYTES_OF_OBJECTS = 600;

  private final Map<Long, Part> parts = new HashMap<>();
  private long first;
  private long next;
  private int bytes;

  private record Part(Change change, int bytes) {}

  /// Adds `change`, and forgets the oldest ones that there is no room for.
  ///
  /// @param before how far the read model reached before it
  void add(Change change, Position before) {
    var some = new ArrayList<DeploymentSummary>();
    int size = BYTES_OF_OBJECTS;
    for (DeploymentSummary deployment : change.deployments()) {
      int more = bytes(deployment);
      if (size + more > BYTES_OF_PART && !some.isEmpty()) {
        add(new Part(new Change(before, some), size));
        some.clear();
        size = BYTES_OF_OBJECTS;
      }
      some.add(deployment);
      size += more;
    }
    add(new Part(new Change(change.position(), List.copyOf(some)), size));
  }

  /// The change of a number from [#first] to before [#next].
  Change get(long number) {
    Part part = parts.get(number);
    if (part == null) {
      throw new IllegalArgumentException("There is no change %d here.".formatted(number));
    }
    return part.change();
  }

  /// The number of the oldest one that is kept.
  long first() {
    return first;
  }

  /// The number that the next one gets.
  long next() {
    return next;
  }

  /// How many bytes they take, roughly.
  int bytes() {
    return bytes;
  }

  /// Forgets all.
  void clear() {
    parts.clear();
    first = next;
    bytes = 0;
  }

  private void add(Part part) {
    parts.put(next++, part);
    bytes += part.bytes();
    while (bytes > MOST_BYTES) {
      Part oldest = parts.remove(first++);
      bytes -= oldest == null ? 0 : oldest.bytes();
    }
  }

  /// Two for each character, as a text may take.
  private static int bytes(DeploymentSummary deployment) {
    int characters =
        length(deployment.failureCode())
            + length(deployment.failureMessage())
            + deployment.caller().length()
            + deployment.owner().text().length();
    for (Map.Entry<String, String> label : deployment.labels().entrySet()) {
      characters += label.getKey().length() + label.getValue().length();
    }
    return BYTES_OF_OBJECTS + 2 * characters + 100 * deployment.labels().size();
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
