package dev.templatedeployer.bench.suite;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How programs of the deployer are started from this one: with the same Java, the same options of
/// the JVM and the same classes.
///
/// @param java the `java` to run
/// @param options options of the JVM
record Launch(Path java, List<String> options, String classPath) {

  /// The program that `./deployer` runs.
  static final String DEPLOYER = "dev.templatedeployer.Main";

  /// The embedded broker alone.
  static final String BROKER = "dev.templatedeployer.dev.BrokerProgram";

  /// The log is read, so it has to be that of production also where tests have one of their own.
  private static final String LOG = "-Dlogback.configurationFile=logback.xml";

  private static final Pattern FOLDERS = Pattern.compile("=.*/");

  Launch {
    options = List.copyOf(options);
  }

  /// As this process was started itself.
  static Launch likeThisProcess() {
    return new Launch(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> !option.startsWith("-XX:AOTCacheOutput"))
            .toList(),
        System.getProperty("java.class.path"));
  }

  /// The command line of `main` with `arguments`.
  List<String> command(List<String> more, String main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(options);
    command.add(LOG);
    command.addAll(more);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return command;
  }

  /// The options that matter to how fast it is, without the names of folders.
  String tuning() {
    return options.stream()
        .filter(option -> option.startsWith("-X"))
        .map(option -> FOLDERS.matcher(option).replaceAll("="))
        .collect(Collectors.joining(" "));
  }

  /// The `jcmd` of the same JDK.
  JvmTool jcmd() {
    return new JvmTool(java.resolveSibling("jcmd"));
  }
}
