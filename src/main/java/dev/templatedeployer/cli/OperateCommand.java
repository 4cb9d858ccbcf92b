package dev.templatedeployer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer operate`.
@Command(
    name = "operate",
    description = {
      "Operate on a canister, such as claim from a lock.",
      "",
      "Arguments come from a file, from --arg, or from both; --arg wins. K=V sends the text V, and"
          + " K:=V sends V as JSON."
    },
    footer = {
      "  ./deployer operate pz7mb-3demv-3gk3d-pobww-k3tua-e claim --by alice --arg amount=250000",
      "  ./deployer operate pz7mb-3demv-3gk3d-pobww-k3tua-e vote --by bob --arg proposal:=3"
    })
final class OperateCommand extends Subcommand {

  @Parameters(index = "0", paramLabel = "CANISTER", description = "The canister.")
  private String canister;

  @Parameters(index = "1", paramLabel = "OPERATION", description = "What to do, such as claim.")
  private String operation;

  @Option(
      names = "--by",
      paramLabel = "PRINCIPAL",
      required = true,
      description = "On whose behalf.")
  private String by;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE|-",
      description = "The arguments in JSON: a file, or - for standard input.")
  private @Nullable String file;

  @Option(names = "--arg", paramLabel = "K=V", description = "One argument. May be repeated.")
  private List<String> arguments = List.of();

  OperateCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var request = Json.object().put("by", by);
    request.set("arguments", arguments());
    var answer =
        session().api().post(ApiPath.of("canisters", canister, "operations", operation), request);
    session().print(answer, this::line);
    return ExitCode.OK;
  }

  private ObjectNode arguments() throws CommandFailed {
    var all = file == null ? Json.object() : JsonFile.read(file, session());
    for (var argument : arguments) {
      put(all, argument);
    }
    return all;
  }

  private static void put(ObjectNode all, String argument) throws CommandFailed {
    var end = argument.indexOf('=');
    if (end < 1) {
      throw misused("--arg: '%s' names no value. Write it like 'amount=250000'.", argument);
    }
    var value = argument.substring(end + 1);
    if (argument.charAt(end - 1) != ':') {
      all.put(argument.substring(0, end), value);
      return;
    }
    try {
      all.set(argument.substring(0, end - 1), Json.read(value));
    } catch (JsonProcessingException _) {
      throw misused("--arg: the value in '%s' is not JSON. For plain text write = only.", argument);
    }
  }

  private static CommandFailed misused(String sentence, String argument) {
    return new CommandFailed(ExitCode.USAGE, sentence.formatted(argument));
  }

  private String line(JsonNode answer) {
    var look = session().look();
    var done = look.green(look.either("✔ ", "+ ") + operation);
    return done + "\n" + new ReadableJson(session().now(), look).text(answer);
  }
}
