package dev.templatedeployer.end2end;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real program in a process of its own, with what it prints in a file.
final class ServiceProcess implements AutoCloseable {

  private final Process process;
  private final Path log;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts the program with `arguments`, on the class path of the tests.
  static ServiceProcess start(Path log, List<String> arguments) throws IOException {
    return start(log, 512, arguments);
  }

  /// The same with another bound for its heap. It ends if that is not enough.
  static ServiceProcess start(Path log, int heapMiB, List<String> arguments) throws IOException {
    return start(log, heapMiB, List.of(), arguments);
  }

  /// The same, where `folder` is a disk of its own of so many KiB, which only that process sees.
  /// [#seenBy] tells where others find it. Needs Linux, and the right to make a user namespace.
  static ServiceProcess startOnDisk(Path log, Path folder, int kibibytes, List<String> arguments)
      throws IOException {
    String mount =
        "mount -t tmpfs -o size=%dk tmpfs '%s' && exec \"$@\"".formatted(kibibytes, folder);
    return start(log, 512, List.of("unshare", "-rm", "sh", "-c", mount, "sh"), arguments);
  }

  private static ServiceProcess start(
      Path log, int heapMiB, List<String> before, List<String> arguments) throws IOException {
    var command = new ArrayList<String>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("ops", "jvm.args"));
    command.addAll(List.of("-Xmx%dm".formatted(heapMiB), "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.templatedeployer.Main");
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new ServiceProcess(process, log);
  }

  /// Sets the owner of a service with ordinary topics, as somebody would who sets one up.
  ///
  /// @param backend a backend that may deploy
  static void bootstrap(Path log, String bootstrapServers, String backend) throws Exception {
    try (ServiceProcess bootstrap =
        start(
            log,
            List.of(
                "access",
                "bootstrap",
                "--owner",
                "olga",
                "--backend",
                backend,
                "--bootstrap",
                bootstrapServers))) {
      if (bootstrap.awaitEnd(Duration.ofSeconds(60)) != 0) {
        throw new AssertionError("No owner could be set:\n" + bootstrap.log());
      }
    }
  }

  /// Ends it as a power cut would.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// Asks it to end, and waits until it has.
  ///
  /// @return its exit code
  int stop(Duration patience) throws InterruptedException, IOException {
    process.destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The service did not end within %s:\n%s".formatted(patience, log()));
    }
    return process.exitValue();
  }

  /// Waits until it ends by itself.
  ///
  /// @return its exit code
  int awaitEnd(Duration patience) throws InterruptedException, IOException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The service did not end within %s:\n%s".formatted(patience, log()));
    }
    return process.exitValue();
  }

  /// Where `path`, as the program sees it, is seen by everybody else.
  Path seenBy(Path path) {
    return Path.of("/proc/%d/root%s".formatted(process.pid(), path.toAbsolutePath()));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// All that it has printed.
  String log() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
