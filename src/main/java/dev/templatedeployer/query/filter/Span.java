package dev.templatedeployer.query.filter;

import java.util.function.LongFunction;

/// Whole numbers from one to another, both included.
///
/// @param min the least, or [Long#MIN_VALUE] if there is none
/// @param max the greatest, or [Long#MAX_VALUE] if there is none
public record Span(long min, long max) {

  /// Whether `value` is one of them.
  public boolean contains(long value) {
    return min <= value && value <= max;
  }

  /// As filters write it.
  ///
  /// @param number how a number is written
  String text(LongFunction<String> number) {
    if (min == Long.MIN_VALUE) {
      return "<=" + number.apply(max);
    }
    if (max == Long.MAX_VALUE) {
      return ">=" + number.apply(min);
    }
    return min == max ? "=" + number.apply(min) : number.apply(min) + ".." + number.apply(max);
  }
}
