package dev.templatedeployer.template.catalog;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;

/// The regular expressions of schemas, compiled so that no text can make one run for long or deep.
///
/// Nearly all are run by RE2, in time that grows with the text alone. What that does not have, such
/// as look-around and back-references, is left to `java.util.regex`, within a number of steps.
final class SchemaPatterns implements RegularExpressionFactory {

  /// How often a pattern that RE2 does not have may look at a character.
  private static final int MOST_LOOKS = 1_000_000;

  /// The longest text for it: `java.util.regex` recurses for each turn of a group.
  static final int LONGEST_FOR_STEPS = 1024;

  @Override
  public RegularExpression getRegularExpression(String regex) {
    String ours =
        RegularExpressions.replaceLongformCharacterProperties(
            RegularExpressions.replaceDollarAnchors(regex));
    Pattern pattern = Pattern.compile(ours); // what it refuses is no pattern, whoever runs it
    return LinearPattern.of(ours)
        .<RegularExpression>map(linear -> text -> linear.matcher(text).find())
        .orElseGet(() -> text -> inSteps(pattern, text));
  }

  private static boolean inSteps(Pattern pattern, String text) {
    if (text.length() > LONGEST_FOR_STEPS) {
      throw new TooCostly();
    }
    return pattern.matcher(new CountedText(text, new Looks())).find();
  }

  /// How many looks at characters are left.
  private static final class Looks {
    private int left = MOST_LOOKS;

    void take() {
      left--;
      if (left < 0) {
        throw new TooCostly();
      }
    }
  }

  /// A text that counts how often it is looked at.
  private record CountedText(CharSequence text, Looks looks) implements CharSequence {

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks.take();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text.subSequence(start, end), looks);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
