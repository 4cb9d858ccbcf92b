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

  @Option(
      names = "--goals-in",
      paramLabel = "FILE",
      description =
          "A text that shows the table of goals too: what stands between its lines '<!-- goals -->'"
              + " and '<!-- end of goals -->' is replaced.")
  private @Nullable Path goalsIn;

  BenchReportCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed {
    refuseMissing("RESULTS", results);
    if (jmh != null) {
      refuseMissing("--jmh", jmh);
    }
    if (goalsIn != null) {
      refuseMissing("--goals-in", goalsIn);
    }
    try {
      var page = PerformancePage.of(results, jmh);
      if (out != null) {
        page.write(out);
      }
      if (goalsIn != null) {
        renewGoals(page, goalsIn);
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

  private static void renewGoals(PerformancePage page, Path file)
      throws CommandFailed, IOException {
    var renewed =
        page.withGoals(Files.readString(file))
            .orElseThrow(() ->
                new CommandFailed(
                    ExitCode.USAGE,
                    "--goals-in: '%s' does not say where the table goes. Give it the lines '%s' and '%s'."
                        .formatted(file, PerformancePage.GOALS, PerformancePage.END_OF_GOALS)));
    Files.writeString(file, renewed);
  }

  private static void refuseMissing(String option, Path file) throws CommandFailed {
    if (!Files.isReadable(file)) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s: There is no file '%s' that can be read.%s"
              .formatted(
                  option,
                  file,
                  option.equals("RESULTS")
                      ? " './deployer bench suite --out FILE' makes one."
                      : " Name one, or leave the option out."));
    }
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE);
  }
}
