package dev.templatedeployer.template.catalog;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The format `regex` of JSON Schema, for patterns that come in a config: asks the compiler that
/// writes no repetition out, and recurses for each open bracket, about a short text only.
record PatternTextFormat() implements Format {

  private static final int MOST_CHARACTERS = 512;

  @Override
  public String getName() {
    return "regex";
  }

  @Override
  public boolean matches(ExecutionContext context, String text) {
    if (text.length() > MOST_CHARACTERS) {
      return false;
    }
    try {
      var _ = Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException _) {
      return false;
    }
  }
}
