package dev.templatedeployer.deadletter;

import dev.templatedeployer.deadletter.DeadLetter.Spot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The dead letters of the service. May be called from many threads at once; each call reads the
/// topics anew, with bounded effort.
public interface DeadLetters {

  /// The newest letters.
  ///
  /// @param cursor the `next` of the page before, or null for the first
  /// @throws IllegalArgumentException with a sentence, if nobody gave out that cursor
  LetterPage newest(int limit, @Nullable String cursor) throws OutOfReach;

  /// A letter, and a new look at its record with today's code; empty if there is no such letter.
  Optional<Examined> examine(LetterId id) throws OutOfReach;

  /// Sends the record of a letter to its topic again, byte for byte, and notes beside the letter
  /// that this was done: both or neither. Whoever redrives at the same time waits or fails.
  ///
  /// @param note who does it and why, as a sentence; kept with the letter
  /// @param isForced whether to send it although it was redriven already, or though nobody knows
  ///   whether it was
  Redrive redrive(LetterId id, String note, boolean isForced) throws OutOfReach;

  /// What became of a wish to redrive.
  sealed interface Redrive {

    /// It was sent.
    record Sent(Spot to) implements Redrive {}

    /// It was not sent, for a reason that is in the letter or its record.
    ///
    /// @param code stable upper-case name of the reason
    record NotSent(String code, String sentence) implements Redrive {}

    /// There is no such letter.
    record NoLetter() implements Redrive {}
  }
}
