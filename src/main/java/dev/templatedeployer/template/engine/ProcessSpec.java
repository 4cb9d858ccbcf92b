package dev.templatedeployer.template.engine;

import static dev.templatedeployer.settings.Notations.between;
import static dev.templatedeployer.settings.Notations.oneOf;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// How a command is run: the section `process`.
///
/// @param command the program and its arguments, which no shell ever sees
/// @param environment the variables that it gets
/// @param passed the names of variables of the service that it gets too
/// @param output where it says what it has created
/// @param maxResultBytes the most that is read of that
/// @param retryable exit codes after which another attempt may help, as after any that is not named
/// @param permanent exit codes after which no other attempt can help
/// @param home the folder of the template
record ProcessSpec(
    List<TextPattern> command,
    Map<String, TextPattern> environment,
    List<String> passed,
    Output output,
    int maxResultBytes,
    Set<Integer> retryable,
    Set<Integer> permanent,
    Details details,
    Path home) {

  /// How many commands run at once where nobody says anything. Each is a process of its own.
  static final int PARALLELISM = 16;

  static final String TEMPLATE_DIR = "template.dir";
  static final String WORK_DIR = "work.dir";
  static final String CONFIG_FILE = "config.file";
  static final String DEPLOYMENT_FILE = "deployment.file";
  static final String RESULT_FILE = "result.file";

  private static final Set<String> FILES =
      Set.of(TEMPLATE_DIR, WORK_DIR, CONFIG_FILE, DEPLOYMENT_FILE, RESULT_FILE);

  /// EX_TEMPFAIL of sysexits.h.
  private static final Set<Integer> USUALLY_RETRYABLE = Set.of(75);

  /// EX_USAGE, EX_DATAERR, EX_NOPERM and EX_CONFIG of sysexits.h, and what a shell says of a
  /// program that it cannot run or find.
  private static final Set<Integer> USUALLY_PERMANENT = Set.of(64, 65, 77, 78, 126, 127);

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final String IN_ARGUMENTS =
      "An argument may hold ${config.file}, ${deployment.file}, ${result.file}, ${template.dir}, ${work.dir}, ${canister.id}, ${deployment.id}, ${attempt} and ${drive}. Secrets belong into 'environment', and the rest is in the files.";
  private static final String IN_VARIABLES =
      "A variable may hold the same as an argument, and ${owner}, ${env.NAME} and ${file.PATH}.";

  /// Where a command says what it has created.
  enum Output {
    /// In the file `${result.file}`.
    FILE,
    /// On its standard output.
    STDOUT
  }

  ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    passed = List.copyOf(passed);
    retryable = Set.copyOf(retryable);
    permanent = Set.copyOf(permanent);
  }

  /// Reads the section.
  ///
  /// @param home the folder of the template, absolute
  static ProcessSpec read(Section section, Path home, Secrets secrets) {
    List<TextPattern> command = command(section, home);
    Map<String, TextPattern> environment = environment(section, secrets);
    Output output = section.value("result", oneOf(Output.class)).orElse(Output.FILE);
    int maxResultBytes = section.value("max-result-bytes", between(1, 1 << 20)).orElse(64 * 1024);
    Set<Integer> retryable = new HashSet<>(USUALLY_RETRYABLE);
    Set<Integer> permanent = new HashSet<>(USUALLY_PERMANENT);
    section.section("exit-codes").ifPresent(codes -> exitCodes(codes, retryable, permanent));
    var spec =
        new ProcessSpec(
            command,
            environment,
            passed(section),
            output,
            maxResultBytes,
            retryable,
            permanent,
            Details.read(section),
            home);
    section.refuseOthers();
    return spec;
  }

  private static List<TextPattern> command(Section section, Path home) {
    List<TextPattern> command = new ArrayList<>();
    List<Yaml.Scalar> texts = section.texts("command");
    for (Yaml.Scalar text : texts) {
      TextPattern argument =
          TextPattern.read(
              text,
              place -> FILES.contains(place) || Places.OURS.contains(place),
              IN_ARGUMENTS,
              section.mistakes());
      command.add(argument);
      checkFile(argument, text, home, section);
    }
    if (texts.isEmpty() && !(section.has("command") && section.mistakes().isAny())) {
      section.mistake(
          section.line("command"),
          "'command' has to be a list of a program and its arguments, such as ['/usr/bin/env', 'sort'].");
    } else if (!texts.isEmpty()) {
      checkProgram(command.getFirst(), texts.getFirst(), home, section);
    }
    return command;
  }

  private static void checkProgram(
      TextPattern program, Yaml.Scalar text, Path home, Section section) {
    if (!Set.of(TEMPLATE_DIR).containsAll(program.places())) {
      section.mistake(
          text.line(),
          "the program has to be the same in every run, and is '%s'.".formatted(text.text()));
      return;
    }
    try {
      Path path = Path.of(program.<RuntimeException>filled(_ -> home.toString()));
      if (!path.isAbsolute()) {
        section.mistake(
            text.line(),
            "the program '%s' is not looked for. Write its whole path, such as '/usr/bin/%s' or '${template.dir}/%s'."
                .formatted(text.text(), path.getFileName(), path.getFileName()));
      } else if (!Files.isRegularFile(path)) {
        section.mistake(text.line(), "there is no program '%s'.".formatted(path));
      } else if (!Files.isExecutable(path)) {
        section.mistake(
            text.line(),
            "the program '%s' may not be run. Make it executable: chmod +x '%s'."
                .formatted(path, path));
      }
    } catch (InvalidPathException _) {
      section.mistake(text.line(), "'%s' is no path of a program.".formatted(text.text()));
    }
  }

  /// An argument below the folder of the template has to be there. The program is looked at by
  /// itself.
  private static void checkFile(
      TextPattern argument, Yaml.Scalar text, Path home, Section section) {
    boolean isBelowHome =
        argument.places().equals(List.of(TEMPLATE_DIR))
            && text.text().startsWith("${" + TEMPLATE_DIR + "}/");
    Path path = Path.of(argument.<RuntimeException>filled(_ -> home.toString()));
    if (isBelowHome && !Files.exists(path)) {
      section.mistake(text.line(), "there is no file '%s'.".formatted(path));
    }
  }

  private static Map<String, TextPattern> environment(Section section, Secrets secrets) {
    Map<String, TextPattern> environment = new LinkedHashMap<>();
    section
        .namedTexts("environment")
        .forEach((name, text) -> {
          checkVariable(name, text.line(), section);
          TextPattern value =
              TextPattern.read(
                  text,
                  place -> FILES.contains(place) || Places.isOne(place) || Secrets.isOne(place),
                  IN_VARIABLES,
                  section.mistakes());
          value.places().stream()
              .filter(Secrets::isOne)
              .forEach(place -> secrets.check(place, text.line(), section.mistakes()));
          environment.put(name, value);
        });
    return environment;
  }

  private static List<String> passed(Section section) {
    List<String> names = new ArrayList<>();
    for (Yaml.Scalar name : section.texts("pass-environment")) {
      checkVariable(name.text(), name.line(), section);
      names.add(name.text());
    }
    return names;
  }

  private static void checkVariable(String name, int line, Section section) {
    if (!VARIABLE.matcher(name).matches() || name.equals(ProcessTree.MARK)) {
      section.mistake(
          line,
          "an environment variable cannot be called '%s'. Use letters, digits and underscores."
              .formatted(name));
    }
  }

  private static void exitCodes(Section codes, Set<Integer> retryable, Set<Integer> permanent) {
    codes.values("permanent", between(1, 255)).ifPresent(given -> replace(permanent, given));
    codes.values("retryable", between(1, 255)).ifPresent(given -> replace(retryable, given));
    for (int code : retryable) {
      if (codes.has("permanent") && codes.has("retryable") && permanent.contains(code)) {
        codes.mistake(
            codes.line("permanent"),
            "the exit code %d is both retryable and permanent. Decide.".formatted(code));
      }
    }
    permanent.removeAll(codes.has("permanent") ? Set.of() : retryable);
    codes.refuseOthers();
  }

  private static void replace(Set<Integer> usual, List<Integer> given) {
    usual.clear();
    usual.addAll(given);
  }
}
