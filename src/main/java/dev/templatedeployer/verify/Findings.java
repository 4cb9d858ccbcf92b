package dev.templatedeployer.verify;

import java.util.ArrayList;
import java.util.List;

/// What a verification has found so far, and how far it is. Thread-safe: one thread verifies, and
/// others look.
public final class Findings {

  /// The most differences that are kept; the others are counted.
  public static final int MOST_LISTED = 100;

  private final List<Difference> listed = new ArrayList<>();
  private String phase = "beginning";
  private long toRead;
  private long read;
  private long events;
  private long deployments;
  private long canisters;
  private long differences;

  /// A verification that has not begun.
  public Findings() {}

  /// How things stand at one moment.
  ///
  /// @param phase what is being done, for people
  /// @param read records read
  /// @param toRead records that there were to read when it began, as far as offsets tell
  /// @param events events checked
  /// @param deployments deployments whose events were all checked
  /// @param canisters canisters whose events were all checked
  /// @param differences differences found
  /// @param listed the first of them, at most [#MOST_LISTED]
  public record Snapshot(
      String phase,
      long read,
      long toRead,
      long events,
      long deployments,
      long canisters,
      long differences,
      List<Difference> listed) {

    public Snapshot {
      listed = List.copyOf(listed);
    }
  }

  /// How things stand now.
  public synchronized Snapshot snapshot() {
    return new Snapshot(phase, read, toRead, events, deployments, canisters, differences, listed);
  }

  /// Notes a difference.
  public synchronized void add(Difference difference) {
    differences++;
    if (listed.size() < MOST_LISTED) {
      listed.add(difference);
    }
  }

  /// Whether another difference would be listed, so that it is worth naming well.
  synchronized boolean hasRoom() {
    return listed.size() < MOST_LISTED;
  }

  synchronized void phase(String words) {
    phase = words;
  }

  synchronized void toRead(long records) {
    toRead = records;
  }

  synchronized void read(long more) {
    read = Math.min(toRead, read + more);
  }

  /// Counts events, deployments and canisters that were checked.
  public synchronized void checked(long moreEvents, long moreDeployments, long moreCanisters) {
    events += moreEvents;
    deployments += moreDeployments;
    canisters += moreCanisters;
  }
}
