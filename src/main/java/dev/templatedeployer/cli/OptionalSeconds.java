package dev.templatedeployer.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Lets an option do without its number, whatever stands after it: in `--wait lock` the template is
/// not taken for seconds.
final class OptionalSeconds implements IParameterPreprocessor {

  @Override
  @SuppressWarnings("JdkObsolete") // picocli hands over a Stack
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    var isGiven = "=".equals(info.get("separator")) || startsWithNumber(words);
    if (!isGiven) {
      words.push(((OptionSpec) option).fallbackValue());
    }
    return false;
  }

  private static boolean startsWithNumber(Stack<String> words) {
    return !words.isEmpty() && words.peek().matches("\\d+");
  }
}
