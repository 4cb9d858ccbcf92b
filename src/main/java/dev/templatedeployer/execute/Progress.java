package dev.templatedeployer.execute;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.NavigableSet;
import java.util.TreeSet;

/// How far the owner of a partition has come: all records below `seenTo` are finished except
/// `unfinished`.
///
/// Kafka keeps one offset for a partition, and beside it a short text. The offset is the lowest
/// unfinished one, and the text tells the others, so that one slow run does not make the next owner
/// repeat a million quick ones behind it. The text is only a shortcut: without it more is run again
/// than needs be.
///
/// @param unfinished in rising order, all below `seenTo`
record Progress(NavigableSet<Long> unfinished, long seenTo) {

  /// Begins every text, so that other texts are told from ours.
  private static final String MARK = "u1:";

  /// Fewer than the 4,096 characters that a broker keeps beside an offset.
  private static final int MAX_CHARACTERS = 3_500;

  private static final int MAX_BYTES = (MAX_CHARACTERS - MARK.length()) / 4 * 3;

  private static final int MAX_BYTES_OF_A_NUMBER = 10;

  /// What Kafka keeps, as it was read back.
  ///
  /// @param offset the committed offset
  /// @param text the text beside it, ours or not
  static Progress of(long offset, String text) {
    if (!text.startsWith(MARK)) {
      return nothingBehind(offset);
    }
    try {
      var steps = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(MARK.length())));
      var unfinished = new TreeSet<Long>();
      long at = offset;
      while (steps.hasRemaining()) {
        unfinished.add(at);
        at += readNumber(steps);
      }
      return new Progress(unfinished, at);
    } catch (IllegalArgumentException | BufferUnderflowException _) {
      return nothingBehind(offset); // another program's text
    }
  }

  /// The offset to commit.
  long lowest() {
    return unfinished.isEmpty() ? seenTo : unfinished.first();
  }

  /// Whether the record at `offset` needs nothing any more.
  boolean isFinished(long offset) {
    return offset < seenTo && !unfinished.contains(offset);
  }

  /// The text to commit beside [#lowest]. If not all fits, it tells what is known up to the first
  /// unfinished offset that did not.
  String text() {
    if (unfinished.isEmpty()) {
      return "";
    }
    var steps = new ByteArrayOutputStream();
    long at = lowest();
    for (long offset : unfinished.tailSet(at, false)) {
      if (steps.size() > MAX_BYTES - 2 * MAX_BYTES_OF_A_NUMBER) {
        return text(steps, offset - at);
      }
      writeNumber(steps, offset - at);
      at = offset;
    }
    return text(steps, seenTo - at);
  }

  private static Progress nothingBehind(long offset) {
    return new Progress(new TreeSet<>(), offset);
  }

  private static String text(ByteArrayOutputStream steps, long lastStep) {
    writeNumber(steps, lastStep);
    return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(steps.toByteArray());
  }

  /// Seven bits a byte, the lowest first; the high bit says that more follow.
  private static void writeNumber(ByteArrayOutputStream out, long number) {
    long rest = number;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long readNumber(ByteBuffer in) {
    long number = 0;
    int shift = 0;
    while (true) {
      byte b = in.get();
      number |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return number;
      }
      shift += 7;
    }
  }
}
