package dev.templatedeployer.verify;

import dev.templatedeployer.verify.Difference.Kind;
import org.jspecify.annotations.Nullable;

/// Notes what is wrong with one deployment or canister at one version, in a sentence.
///
/// @param findings where it is noted
record Notes(Findings findings) {

  /// Notes a difference that a record shows, or the absence of one.
  ///
  /// @param sentence without its full stop
  void say(Kind kind, String id, @Nullable Long version, @Nullable Spot spot, String sentence) {
    sayOfField(kind, id, version, null, spot, sentence);
  }

  /// Notes a difference in one field.
  void sayOfField(
      Kind kind,
      String id,
      @Nullable Long version,
      @Nullable String field,
      @Nullable Spot spot,
      String sentence) {
    findings.add(new Difference(kind, sentence + ".", id, version, field, spot));
  }

  /// The message of `e` as the end of a sentence.
  static String of(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
