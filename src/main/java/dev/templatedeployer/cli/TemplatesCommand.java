package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer templates`.
@Command(
    name = "templates",
    description = "List the templates, or show one.",
    footer = {
      "  ./deployer templates",
      "  ./deployer templates lock",
      "  ./deployer templates lock --schema > lock.schema.json"
    })
final class TemplatesCommand extends Subcommand {

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "One template.")
  private @Nullable String name;

  @Option(names = "--schema", description = "Print the JSON Schema of its config.")
  private boolean schema;

  TemplatesCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    if (name == null) {
      return list();
    }
    return schema ? schema(name) : page(name);
  }

  private ExitCode list() throws CommandFailed, InterruptedException {
    if (schema) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "--schema needs the NAME of a template: './deployer templates lock --schema'.");
    }
    session().print(session().api().get(ApiPath.of("templates")), this::table);
    return ExitCode.OK;
  }

  private String table(JsonNode list) {
    var look = session().look();
    var table = new Table("NAME", "VERSION", "STATE", "TITLE");
    for (var template : list.path("items")) {
      table.row(
          look.bold(template.path("name").asText()),
          template.path("version").asText(),
          state(template),
          template.path("title").asText());
    }
    return table.text(look);
  }

  private String state(JsonNode template) {
    var look = session().look();
    if (!template.path("enabled").asBoolean(true)) {
      return look.dim("off");
    }
    return template.path("paused").asBoolean() ? look.yellow("paused") : look.green("open");
  }

  private ExitCode schema(String name) throws CommandFailed, InterruptedException {
    var answer = session().api().get(ApiPath.of("templates", name, "schema"));
    session().print(answer, Json::pretty);
    return ExitCode.OK;
  }

  private ExitCode page(String name) throws CommandFailed, InterruptedException {
    session().print(session().api().get(ApiPath.of("templates", name)), this::page);
    session()
        .hint("Its config is described by './deployer templates %s --schema'.".formatted(name));
    return ExitCode.OK;
  }

  private String page(JsonNode template) {
    var look = session().look();
    return "%s %s  %s  %s\n\n%s\n"
        .formatted(
            look.bold(template.path("name").asText()),
            template.path("version").asText(),
            state(template),
            template.path("title").asText(),
            template.path("description").asText());
  }
}
