package dev.templatedeployer.query;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How far into the logs something reaches.
///
/// Written as `d0:17,d1:4,c0:9`: of partition 0 of the deployments' log everything before offset
/// 17, and so on.
///
/// @param next the offset of the next event of each partition; a partition that is missing stands
///   at its beginning
public record Position(SortedMap<LogPartition, Long> next) {

  /// Before everything.
  public static final Position START = new Position(Collections.emptySortedMap());

  private static final Pattern PART = Pattern.compile("([dc])(\\d{1,6}):(\\d{1,18})");

  public Position {
    next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
  }

  /// The position that [#toString] wrote as `text`, or empty if it is no such text.
  public static Optional<Position> parse(String text) {
    var next = new TreeMap<LogPartition, Long>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      EventLog log = matcher.group(1).equals("d") ? EventLog.DEPLOYMENTS : EventLog.CANISTERS;
      var partition = new LogPartition(log, Integer.parseInt(matcher.group(2)));
      next.put(partition, Long.parseLong(matcher.group(3)));
    }
    return Optional.of(new Position(next));
  }

  /// The offset of the next event of `partition`.
  public long next(LogPartition partition) {
    return next.getOrDefault(partition, 0L);
  }

  /// Whether everything before `other` is before this too.
  public boolean reaches(Position other) {
    return other.next.entrySet().stream().allMatch(e -> next(e.getKey()) >= e.getValue());
  }

  @Override
  public String toString() {
    return next.entrySet().stream()
        .map(e -> e.getKey() + ":" + e.getValue())
        .collect(Collectors.joining(","));
  }
}
