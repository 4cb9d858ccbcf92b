package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Has the flight recorder of each JVM record what it does while something is measured, so that
/// whoever wonders at a figure can look where the time went.
///
/// @param folder for one file a program and measurement; null to record nothing
/// @param scenario begins the names of the files
record Recordings(@Nullable Path folder, String scenario, JvmTool jcmd) {

  private static final String NAME = "name=bench";

  /// Starts to record.
  ///
  /// @param pids of the programs, by their names
  void start(Map<String, Long> pids) throws BenchFailed, IOException, InterruptedException {
    if (folder == null) {
      return;
    }
    for (var pid : pids.values()) {
      jcmd.tell(pid, List.of("JFR.start", NAME, "settings=profile"));
    }
  }

  /// Ends what was started, and writes `<scenario>-<label>-<program>.jfr`.
  ///
  /// @param label what was measured
  void end(Map<String, Long> pids, String label)
      throws BenchFailed, IOException, InterruptedException {
    if (folder == null) {
      return;
    }
    Files.createDirectories(folder);
    for (var program : pids.entrySet()) {
      var file = "%s-%s-%s.jfr".formatted(scenario, label, program.getKey());
      var path = folder.resolve(file).toAbsolutePath();
      jcmd.tell(program.getValue(), List.of("JFR.stop", NAME, "filename=" + path));
    }
  }
}
