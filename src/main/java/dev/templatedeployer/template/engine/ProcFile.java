package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What Linux says of a process in `/proc`. Elsewhere there is nothing to read, and all is empty.
///
/// Source: [proc(5)](https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html).
final class ProcFile {

  private static final Path PROC = Path.of("/proc");

  private ProcFile() {}

  /// Whether the process is dead and only waits to be collected by its parent.
  static boolean isZombie(long pid) {
    return stat(pid).filter(fields -> fields[0].equals("Z") || fields[0].equals("X")).isPresent();
  }

  /// The session it belongs to.
  static Optional<Long> session(long pid) {
    return stat(pid).filter(fields -> fields.length > 3).map(fields -> Long.valueOf(fields[3]));
  }

  /// Whether it was started with the environment variable `assignment`, such as `A=b`. No for those
  /// of other users, which nobody may ask.
  static boolean hasVariable(long pid, String assignment) {
    try {
      String environment = text(pid, "environ");
      return ("\0" + environment + "\0").contains("\0" + assignment + "\0");
    } catch (IOException _) {
      return false;
    }
  }

  /// State, parent, group, session and so on: what follows the name of the program, which may hold
  /// anything.
  private static Optional<String[]> stat(long pid) {
    try {
      String line = text(pid, "stat");
      return Optional.of(line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Read by a stream, which an interruption of the thread does not close.
  private static String text(long pid, String name) throws IOException {
    Path file = PROC.resolve(Long.toString(pid)).resolve(name);
    try (var stream = new FileInputStream(file.toFile())) {
      return new String(stream.readAllBytes(), ISO_8859_1);
    }
  }
}
