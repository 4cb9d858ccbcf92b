package dev.templatedeployer.bench.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The machine that is measured on, as far as it tells. Linux tells most.
final class Machine {

  /// The kernel gives times in hundredths of a second to every program, whatever its own clock is.
  private static final double TICKS_A_SECOND = 100;

  private static final Pattern SPACES = Pattern.compile(" +");

  private static final Path PROC = Path.of("/proc");

  private Machine() {}

  /// Writes what it is like.
  static void describe(ObjectNode node) {
    node.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    node.put("architecture", System.getProperty("os.arch"));
    node.put("cores", Runtime.getRuntime().availableProcessors());
    valueAfter("cpuinfo", "model name").ifPresent(model -> node.put("cpu", model));
    valueAfter("meminfo", "MemTotal")
        .map(total -> Long.parseLong(total.replace("kB", "").strip()) >> 10)
        .ifPresent(mebibytes -> node.put("memoryMiB", mebibytes));
  }

  /// Seconds that all cores together were busy since it was started, or NaN if it does not tell.
  static double busySeconds() {
    return first("stat")
        .map(line -> {
          var ticks = SPACES.splitAsStream(line).skip(1).mapToLong(Long::parseLong).toArray();
          // user, nice, system, then idle and waiting, then interrupts and what others took
          return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TICKS_A_SECOND;
        })
        .orElse(Double.NaN);
  }

  /// How many programs wanted a core lately, or NaN if it does not tell.
  static double load() {
    return first("loadavg")
        .map(line -> Double.parseDouble(line.substring(0, line.indexOf(' '))))
        .orElse(Double.NaN);
  }

  private static Optional<String> valueAfter(String file, String name) {
    return lines(file)
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip());
  }

  private static Optional<String> first(String file) {
    return lines(file).findFirst();
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(PROC.resolve(file)).stream();
    } catch (IOException _) {
      return Stream.empty(); // this machine has no such file
    }
  }
}
