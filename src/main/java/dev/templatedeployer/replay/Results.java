package dev.templatedeployer.replay;

import dev.templatedeployer.replay.ReplayEvent.ItemEnd;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The results of the items of a replay, by number. Immutable: a change shares all chunks that it
/// does not touch, so that a long replay is not copied with every event.
public final class Results {

  /// None.
  public static final Results NONE =
      new Results(new ItemResult[0][], new EnumMap<>(ItemResult.Kind.class));

  private static final int CHUNK = 512;

  private final @Nullable ItemResult[][] chunks;
  private final EnumMap<ItemResult.Kind, Integer> counts;

  private Results(@Nullable ItemResult[][] chunks, EnumMap<ItemResult.Kind, Integer> counts) {
    this.chunks = chunks;
    this.counts = counts;
  }

  /// The result of the item `number`, or null if it has none.
  public @Nullable ItemResult of(int number) {
    int chunk = (number - 1) / CHUNK;
    return chunk < chunks.length ? chunks[chunk][(number - 1) % CHUNK] : null;
  }

  /// How many items ended so.
  public int count(ItemResult.Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  /// How many items ended.
  public int count() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// How many ended in which way, and no more.
  Results onlyCounts() {
    return new Results(new ItemResult[0][], counts);
  }

  /// These and `ends`, of items that have no result yet.
  Results with(List<ItemEnd> ends) {
    int most = ends.stream().mapToInt(end -> (end.number() - 1) / CHUNK + 1).max().orElse(0);
    @Nullable ItemResult[][] more = Arrays.copyOf(chunks, Math.max(chunks.length, most));
    for (int i = chunks.length; i < more.length; i++) {
      more[i] = new ItemResult[CHUNK];
    }
    Map<Integer, Boolean> own = new java.util.HashMap<>();
    var counted = new EnumMap<>(counts);
    for (ItemEnd end : ends) {
      int chunk = (end.number() - 1) / CHUNK;
      if (own.put(chunk, true) == null) {
        more[chunk] = more[chunk].clone();
      }
      more[chunk][(end.number() - 1) % CHUNK] = end.result();
      counted.merge(end.result().kind(), 1, Integer::sum);
    }
    return new Results(more, counted);
  }
}
