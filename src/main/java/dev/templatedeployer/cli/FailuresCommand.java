package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `./deployer failures`.
@Command(
    name = "failures",
    description = "Group failed deployments by why they failed, the most frequent cause first.",
    footer = {
      "  ./deployer failures",
      "  ./deployer failures 'template:lock updated:<24h'",
      "  ./deployer ls -- \"$(./deployer failures --output json | jq -r '.items[0].filter')\"",
      "",
      "'./deployer ls --help' explains filters."
    })
final class FailuresCommand extends Subcommand {

  private static final int WIDTH = 76;

  @Parameters(
      paramLabel = "FILTER",
      arity = "0..*",
      description = "Only those that it lets through; see 'ls'.")
  private List<String> filter = List.of();

  @Mixin private PageOptions page = new PageOptions();

  FailuresCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    @Nullable String text = FilterText.of(filter);
    JsonNode list = session().api().get(page.of(ApiPath.of("failures").with("filter", text)), text);
    session().print(list, this::groups);
    if (list.path("items").isEmpty()) {
      session().hint("No failures.");
    }
    if (!list.path("complete").asBoolean(true)) {
      session()
          .hint(
              "Only the failures of the last while were counted, since there are too many. Narrow the filter to count all.");
    }
    PageOptions.hintAtMore(list, session());
    return ExitCode.OK;
  }

  private String groups(JsonNode list) {
    var look = session().look();
    var text = new StringBuilder();
    for (var group : list.path("items")) {
      text.append(look.bold(group.path("count").asText() + " x " + group.path("code").asText()))
          .append("  ")
          .append(look.red(Elision.shortened(group.path("pattern").asText(), WIDTH)))
          .append('\n')
          .append(fields(group).text(look));
    }
    return text.toString();
  }

  private Fields fields(JsonNode group) {
    var templates = new ArrayList<String>();
    group.path("templates").forEach(template -> templates.add(template.asText()));
    return new Fields()
        .with("first", Json.instant(group, "firstSeen").map(at -> Times.full(at, session().now())))
        .with("last", Json.instant(group, "lastSeen").map(at -> Times.full(at, session().now())))
        .with("templates", String.join(", ", templates))
        .with("sample", sample(group.path("sample")))
        .with(
            "show", "./deployer ls " + FilterText.argumentForShell(group.path("filter").asText()));
  }

  private static String sample(JsonNode sample) {
    return sample.path("id").asText()
        + ": "
        + Elision.shortened(sample.path("message").asText(), WIDTH);
  }
}
