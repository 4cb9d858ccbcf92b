package dev.templatedeployer.cli;

import dev.templatedeployer.bench.KafkaBenchClients;
import dev.templatedeployer.topics.KafkaTopics;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `./deployer`: the command that all others are below.
@Command(
    name = "deployer",
    synopsisSubcommandLabel = "COMMAND",
    description = "Deploys canisters from templates, durably, on your own Kafka.",
    footer = {
      "  ./deployer dev --demo",
      "  ./deployer deploy lock -f src/examples/lock.json --wait",
      "  ./deployer ls --status failed",
      "",
      "Each command has examples of its own: './deployer COMMAND --help'."
    })
public final class DeployerCommand extends GlobalOptions {

  @Option(names = "--version", versionHelp = true, description = "Print the version.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean version;

  private DeployerCommand() {}

  /// Runs one command line in this process.
  ///
  /// @param development what `dev` does
  /// @param service what `serve` does
  /// @param installation what the settings say, for the commands that speak to Kafka
  /// @param readModel what `read-model` does
  /// @param stores what `stores` does
  /// @return what the process should exit with, as [ExitCode] lists
  public static int run(
      String[] arguments,
      DevelopmentMode development,
      Service service,
      Installation installation,
      ReadModelWork readModel,
      StoresWork stores) {
    var parts =
        new Parts(
            development,
            service,
            installation,
            KafkaTopics::at,
            KafkaBenchClients::new,
            readModel,
            stores,
            KafkaControls::change);
    return run(arguments, parts, Surroundings.ofThisProcess());
  }

  static int run(String[] arguments, Parts parts, Surroundings surroundings) {
    var root = new DeployerCommand();
    var session = new Session(surroundings, root);
    var line = new CommandLine(root);
    commands(session, parts).forEach(line::addSubcommand);
    line.addSubcommand(ReplayCommand.of(session));
    line.addSubcommand(
        new CommandLine(new TopicsCommand())
            .addSubcommand(new TopicsDiffCommand(session, parts))
            .addSubcommand(new TopicsApplyCommand(session, parts)));
    line.addSubcommand(
        new CommandLine(new ReadModelCommand())
            .addSubcommand(new ReadModelRebuildCommand(session, parts)));
    line.addSubcommand(
        new CommandLine(new StoresCommand())
            .addSubcommand(new StoresRebuildCommand(session, parts)));
    line.addSubcommand(
        new CommandLine(new DeadLettersCommand())
            .addSubcommand(new DeadLettersListCommand(session))
            .addSubcommand(new DeadLetterCommand(session))
            .addSubcommand(new RedriveCommand(session)));
    line.addSubcommand(
        new CommandLine(new KeysCommand()).addSubcommand(new KeysNewCommand(session)));
    line.addSubcommand(
        new CommandLine(new BenchCommand(session, parts))
            .addSubcommand(new BenchSuiteCommand(session, parts))
            .addSubcommand(new BenchReportCommand(session)));
    line.addSubcommand(
        new CommandLine(new AccessCommand())
            .addSubcommand(new AccessBootstrapCommand(session, parts))
            .addSubcommand(new AccessListCommand(session))
            .addSubcommand(new AccessGrantCommand(session))
            .addSubcommand(new AccessRevokeCommand(session)));
    line.getCommandSpec().version(Versions.ofThisProgram().toString());
    HelpPages.layOut(line);
    line.registerConverter(Instant.class, new Moment(surroundings.clock()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(writer(surroundings.out()));
    line.setErr(writer(surroundings.err()));
    line.setColorScheme(Help.defaultColorScheme(helpColours(arguments, surroundings)));
    line.setParameterExceptionHandler((e, _) -> misused(e, session));
    line.setExecutionExceptionHandler((e, _, _) -> failed(e, surroundings.err()));
    return line.execute(arguments);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static List<Object> commands(Session session, Parts parts) {
    return List.of(
        new DevCommand(session, parts.development()),
        new ServeCommand(session, parts.service()),
        new DeployCommand(session),
        new GetCommand(session),
        new ListCommand(session),
        new FailuresCommand(session),
        new StatsCommand(session),
        new HistoryCommand(session),
        new WhyCommand(session),
        new DiffCommand(session),
        new WatchCommand(session),
        new RetryCommand(session),
        new CancelCommand(session),
        new TemplatesCommand(session),
        new CanistersCommand(session),
        new CanisterCommand(session),
        new OperateCommand(session),
        new VerifyCommand(session),
        new AclsCommand(session, parts),
        new WhoAmICommand(session),
        new TokenCommand(session),
        new PauseCommand(session),
        new ResumeCommand(session),
        new MaintenanceCommand(session),
        new EmergencyStopCommand(session),
        new AuditCommand(session),
        new VersionCommand(session),
        new CompletionCommand(session));
  }

  /// Help may be asked for in a line that cannot be parsed, so this looks at the bare words.
  private static Help.Ansi helpColours(String[] arguments, Surroundings surroundings) {
    var inColour =
        surroundings.outIsTerminal()
            && !Arrays.asList(arguments).contains("--no-color")
            && new GlobalOptions().isColourAllowed(surroundings.environment());
    return inColour ? Help.Ansi.ON : Help.Ansi.OFF;
  }

  private static int misused(ParameterException e, Session session) {
    var line = e.getCommandLine();
    if (line.getParent() == null && line.getParseResult().originalArgs().isEmpty()) {
      line.usage(line.getErr());
      return ExitCode.USAGE.number();
    }
    session.say(Misuse.sentence(e));
    session.say("See './%s --help'.".formatted(line.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception e, PrintStream err) {
    return switch (e) {
      case CommandFailed failed -> {
        err.println(failed.getMessage());
        yield failed.code().number();
      }
      case InterruptedException _ -> {
        err.println("Interrupted.");
        yield ExitCode.SOFTWARE.number();
      }
      default -> {
        err.println("This is a fault of the deployer. Please report it with these lines:");
        e.printStackTrace(err);
        yield ExitCode.SOFTWARE.number();
      }
    };
  }
}
