package dev.templatedeployer.template.engine;

import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a command that creates the canister: exit code 0 means that it exists.
///
/// The command runs in a folder of its own with nothing on its standard input and in its
/// environment only what `template.yaml` gives it, and ends with all that it has started: when its
/// first process ends, when its time is over, and when the call is interrupted. For one canister
/// there is only one command at a time: another call waits for it, and what a crash of the service
/// has left running is ended first.
final class ProcessEngine implements Engine {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessEngine.class);

  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final int LAST_WORDS = 8 * 1024;
  private static final Duration UNTIL_READ = Duration.ofSeconds(2);

  /// Gives the command a session of its own, so that no Ctrl-C meant for the service reaches it and
  /// all of it can be found.
  private static final Optional<Path> SETSID =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  private final ProcessSpec spec;
  private final Secrets secrets;
  private final UnaryOperator<@Nullable String> environment;
  private final WorkFolders runs;
  private final Turns turns = new Turns();

  ProcessEngine(
      ProcessSpec spec,
      Secrets secrets,
      UnaryOperator<@Nullable String> environment,
      WorkFolders runs) {
    this.spec = spec;
    this.secrets = secrets;
    this.environment = environment;
    this.runs = runs;
  }

  @Override
  public TemplateResult create(ConfigDocument config, TemplateContext context)
      throws TemplateFailure, InterruptedException {
    Deadline deadline = Deadline.in(context.timeLimit());
    try (Turns.Turn _ = turns.take(context.canisterId().text())) {
      WorkFolder folder = folder(config, context);
      try {
        return run(folder, context, deadline);
      } finally {
        delete(folder);
      }
    }
  }

  private WorkFolder folder(ConfigDocument config, TemplateContext context)
      throws RetryableFailure {
    try {
      runs.endLeftovers(context.canisterId());
      WorkFolder folder = runs.make(context);
      fill(folder, config, context);
      return folder;
    } catch (IOException e) {
      throw folderFailure(e);
    }
  }

  private static void fill(WorkFolder folder, ConfigDocument config, TemplateContext context)
      throws IOException {
    try {
      folder.write(folder.config(), config.json());
      folder.write(folder.deployment(), EngineJson.deployment(config, context));
    } catch (IOException e) {
      delete(folder);
      throw e;
    }
  }

  private TemplateResult run(WorkFolder folder, TemplateContext context, Deadline deadline)
      throws TemplateFailure, InterruptedException {
    List<String> used = new ArrayList<>();
    boolean readsStdout = spec.output() == ProcessSpec.Output.STDOUT;
    Process process = start(folder, context, used);
    Capture stdout;
    Capture stderr;
    boolean hasEnded;
    try {
      note(folder, process);
      stdout = Capture.beginning(process.getInputStream(), readsStdout ? spec.maxResultBytes() : 0);
      stderr = Capture.end(process.getErrorStream(), LAST_WORDS);
      hasEnded = process.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      new ProcessTree(folder.mark(), Optional.of(process.toHandle())).end();
    }
    if (!hasEnded) {
      throw new RetryableFailure(
          "TIMED_OUT",
          "The command '%s' did not end within %s and was stopped."
              .formatted(program(), context.timeLimit()));
    }
    stdout.await(UNTIL_READ);
    stderr.await(UNTIL_READ);
    if (process.exitValue() != 0) {
      throw failure(process.exitValue(), new Excerpt(used).end(stderr.text()));
    }
    var result = new ProcessResult(program(), spec.maxResultBytes());
    return spec.details().of(readsStdout ? result.of(stdout) : result.in(folder.result()));
  }

  private Process start(WorkFolder folder, TemplateContext context, List<String> used)
      throws TemplateFailure {
    if (!Files.isExecutable(Path.of(program()))) {
      throw new PermanentFailure(
          "PROGRAM_MISSING",
          "The program '%s' is not there any more, or may not be run. Put it back, then retry."
              .formatted(program()));
    }
    List<String> command = new ArrayList<>();
    SETSID.ifPresent(setsid -> command.add(setsid.toString()));
    for (TextPattern argument : spec.command()) {
      command.add(argument.<TemplateFailure>filled(place -> value(place, folder, context, used)));
    }
    var builder = new ProcessBuilder(command).directory(folder.work().toFile());
    fillEnvironment(builder.environment(), folder, context, used);
    try {
      Process process = builder.start();
      closeInput(process);
      return process;
    } catch (IOException e) {
      throw new RetryableFailure(
          "PROGRAM_NOT_STARTED",
          "The program '%s' cannot be started: the system refuses. Look whether it lacks memory or processes."
              .formatted(program()),
          null,
          e);
    }
  }

  private void fillEnvironment(
      Map<String, String> variables, WorkFolder folder, TemplateContext context, List<String> used)
      throws TemplateFailure {
    variables.clear();
    variables.put("PATH", USUAL_PATH);
    for (String name : spec.passed()) {
      String value = environment.apply(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    for (Map.Entry<String, TextPattern> variable : spec.environment().entrySet()) {
      String value =
          variable.getValue().<TemplateFailure>filled(place -> value(place, folder, context, used));
      try {
        variables.put(variable.getKey(), value);
      } catch (IllegalArgumentException _) { // its message quotes the value, which may be secret
        throw new PermanentFailure(
            "BAD_VARIABLE",
            "The environment variable '%s' holds a character that none may hold. Look at the file that it is read from."
                .formatted(variable.getKey()));
      }
    }
    variables.put(ProcessTree.MARK, folder.mark());
  }

  /// @param used is told the secrets
  private String value(String place, WorkFolder folder, TemplateContext context, List<String> used)
      throws TemplateFailure {
    return switch (place) {
      case ProcessSpec.TEMPLATE_DIR -> spec.home().toString();
      case ProcessSpec.WORK_DIR -> folder.work().toString();
      case ProcessSpec.CONFIG_FILE -> folder.config().toString();
      case ProcessSpec.DEPLOYMENT_FILE -> folder.deployment().toString();
      case ProcessSpec.RESULT_FILE -> folder.result().toString();
      case String secret when Secrets.isOne(secret) -> {
        String value = secrets.read(secret);
        used.add(value);
        yield value;
      }
      default -> Places.of(place, context);
    };
  }

  private static void closeInput(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // it has ended already
    }
  }

  private static void note(WorkFolder folder, Process process) {
    try {
      folder.note(process.toHandle());
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("error", e.getMessage())
          .log(
              "cannot note which process was started; after a crash it is found by its mark alone");
    }
  }

  private TemplateFailure failure(int exitCode, String lastWords) {
    String how = exitCode > 128 ? " (signal %d)".formatted(exitCode - 128) : "";
    String said =
        "The command '%s' ended with exit code %d%s%s."
            .formatted(
                program(),
                exitCode,
                how,
                lastWords.isEmpty() ? "" : ": " + lastWords.replaceFirst("[.!?]+$", ""));
    String code = "EXIT_" + exitCode;
    return spec.permanent().contains(exitCode) && !spec.retryable().contains(exitCode)
        ? new PermanentFailure(code, said)
        : new RetryableFailure(code, said);
  }

  private static RetryableFailure folderFailure(IOException e) {
    return new RetryableFailure(
        "WORK_FOLDER",
        "The folder for a command cannot be written. Check the space and the permissions of the state folder.",
        null,
        e);
  }

  private String program() {
    return spec.command().getFirst().<RuntimeException>filled(_ -> spec.home().toString());
  }

  private static void delete(WorkFolder folder) {
    try {
      folder.delete();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("cannot remove the folder of a command; it is tried again with the next start");
    }
  }
}
