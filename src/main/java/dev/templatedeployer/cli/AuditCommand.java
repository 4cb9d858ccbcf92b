package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./deployer audit`.
@Command(
    name = "audit",
    description = {
      "List who asked for what not everybody may, the newest first.",
      "",
      "Changes of access and control, retries and cancellations by people, and what was refused."
    },
    footer = {
      "  ./deployer audit --limit 20",
      "  ./deployer audit --action template --from -7d",
      "  ./deployer audit --subject web-42"
    })
final class AuditCommand extends Subcommand {

  @Option(
      names = "--subject",
      paramLabel = "WHAT",
      description = "A deployment, a template, a name, or 'service'.")
  private @Nullable String subject;

  @Option(names = "--by", paramLabel = "WHO", description = "Who asked.")
  private @Nullable String by;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Such as template.pause, or template for all of them.")
  private @Nullable String action;

  @Option(names = "--from", paramLabel = "TIME", description = "Nothing older, such as -2h.")
  private @Nullable Instant from;

  @Mixin private PageOptions page = new PageOptions();

  AuditCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path =
        ApiPath.of("audit")
            .with("subject", subject)
            .with("by", by)
            .with("action", action)
            .with("from", from);
    var found = session().api().get(page.of(path));
    session().print(found, this::table);
    PageOptions.hintAtMore(found, session());
    return ExitCode.OK;
  }

  private String table(JsonNode list) {
    var look = session().look();
    var table = new Table("AT", "BY", "ACTION", "SUBJECT", "", "REASON", "WHAT CAME OF IT");
    for (var entry : list.path("items")) {
      table.row(
          entry.path("at").asText(),
          entry.path("by").asText(),
          entry.path("action").asText(),
          look.bold(entry.path("subject").asText()),
          entry.path("accepted").asBoolean() ? look.green("done") : look.red("refused"),
          entry.path("reason").asText(),
          entry.path("detail").asText());
    }
    return table.text(look);
  }
}
