package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;

/// A program that is not ours, as somebody would run it in a shell. One that is not installed fails
/// the test that asks for it.
///
/// @param name what it is called on the path, such as `kcat`
/// @param folder where it runs
/// @param environment what it finds in its environment, besides what this process has
/// @param patience how long it may take
record ForeignProgram(
    String name, Path folder, Map<String, String> environment, Duration patience) {

  /// How a run ended.
  ///
  /// @param exitCode what it ended with
  /// @param output its standard output
  /// @param errors its error output
  record Run(int exitCode, Bytes output, String errors) {

    String text() {
      return new String(output.get(), UTF_8);
    }

    /// This, if it ended well.
    Run well() {
      assertThat(exitCode).as("exit code, after %s%n%s", text(), errors).isZero();
      return this;
    }
  }

  /// Runs it to its end.
  Run run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(name));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, name, ".out");
    Path errors = Files.createTempFile(folder, name, ".err");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      try {
        boolean isOver = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        var run =
            new Run(
                isOver ? process.exitValue() : -1,
                Bytes.wrap(Files.readAllBytes(output)),
                Files.readString(errors));
        assertThat(isOver)
            .as("%s ended within %s, after %s%n%s", command, patience, run.text(), run.errors())
            .isTrue();
        return run;
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
