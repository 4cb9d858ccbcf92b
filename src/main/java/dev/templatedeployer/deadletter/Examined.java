package dev.templatedeployer.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A dead letter together with a new look at the record that it is about.
///
/// @param verdict what came of the new look
/// @param headers the names of the record's headers, in order; empty if it is gone
/// @param bytes the size of its value; -1 if it has none or is gone
/// @param content what it says, without anything that may be secret; null if it cannot be read
/// @param sentence the verdict for people
/// @param redriven if it was redriven already
/// @param isAllSeen whether all later letters were looked through for that
public record Examined(
    DeadLetter letter,
    Verdict verdict,
    List<String> headers,
    int bytes,
    @Nullable JsonNode content,
    String sentence,
    @Nullable Redriven redriven,
    boolean isAllSeen) {

  /// What came of a new look at a record.
  public enum Verdict {
    /// It can be read now, so redriving it will have it decided.
    READABLE,
    /// It still cannot be read; redriving it would make another dead letter.
    UNREADABLE,
    /// Its topic does not keep it any more.
    GONE
  }

  public Examined {
    headers = List.copyOf(headers);
  }
}
