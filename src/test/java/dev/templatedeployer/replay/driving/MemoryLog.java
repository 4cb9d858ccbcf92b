package dev.templatedeployer.replay.driving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The topic of the replays in memory, with several readers: each instance has its own ledger.
final class MemoryLog implements ReplayLog {

  final List<Line> lines = new CopyOnWriteArrayList<>();
  private final List<Ledger> readers = new ArrayList<>();
  private boolean isOutOfReach;

  /// Lets `ledger` read all there is and all that will be.
  synchronized void readBy(Ledger ledger) {
    for (int offset = 0; offset < lines.size(); offset++) {
      give(ledger, offset);
    }
    readers.add(ledger);
  }

  /// From now on, or no more, every attempt to write, or to ask how far it goes, fails.
  void isOutOfReach(boolean isIt) {
    isOutOfReach = isIt;
  }

  @Override
  public synchronized List<Long> append(List<Line> more) throws LogTrouble {
    if (isOutOfReach) {
      throw new LogTrouble("The log is out of reach. Try again.", null);
    }
    var offsets = new ArrayList<Long>();
    for (Line line : more) {
      offsets.add((long) lines.size());
      lines.add(line);
      readers.forEach(reader -> give(reader, lines.size() - 1));
    }
    return offsets;
  }

  @Override
  public synchronized long end() throws LogTrouble {
    if (isOutOfReach) {
      throw new LogTrouble("The log is out of reach. Try again.", null);
    }
    return lines.size();
  }

  @Override
  public synchronized void read(long first, long last, Reader reader) {
    for (long offset = first; offset <= last; offset++) {
      Line line = lines.get((int) offset);
      reader.take(offset, line.key(), line.value(), line.hash());
    }
  }

  private void give(Ledger ledger, int offset) {
    Line line = lines.get(offset);
    ledger.read(offset, line.value(), line.hash());
  }
}
