package dev.templatedeployer.cli;

import dev.templatedeployer.bench.suite.PerformancePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer bench report`.
@Command(
    name = "report",
    description = {
      "Make a page with tables and plots of what 'bench suite' found.",
      "",
      "Takes the last line of each scenario, and prints how the goals are reached."
    },
    footer = {
      "  ./deployer bench report results.jsonl --out performance.md",
      "  ./deployer bench report results.jsonl --jmh target/jmh.json --out performance.md"
    })
final class BenchReportCommand extends Subcommand {

  @Parameters(paramLabel = "RESULTS", description = "The file that 'bench suite --out' wrote.")
  private Path results;

  @Option(
      names = "--jmh",
      paramLabel = "FILE",
      description = "Results of JMH in JSON, for the inner parts.")
  private @Nullable Path jmh;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the page goes; its plots go into 'performance' beside it.")
  private @Nullable Path out;

  BenchReportCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed {
    refuseMissing("RESULTS", results);
    if (jmh != null) {
      refuseMissing("--jmh", jmh);
    }
    try {
      var page = PerformancePage.of(results, jmh);
      if (out != null) {
        page.write(out);
      }
      session().print(page.goals());
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "The page cannot be made of '%s': %s. Name files as 'bench suite' and JMH write them, and a folder that you may write to."
              .formatted(results, e.getMessage()));
    }
  }

  private static void refuseMissing(String option, Path file) throws CommandFailed {
    if (!Files.isReadable(file)) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s: There is no file '%s' that can be read. './deployer bench suite --out FILE' makes one."
              .formatted(option, file));
    }
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE);
  }
}
