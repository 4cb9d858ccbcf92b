package dev.templatedeployer.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer access grant`.
@Command(
    name = "grant",
    description = {
      "Give a person or a backend a role more.",
      "",
      "Each role includes those before it: viewer, submitter, operator, admin. A backend may"
          + " deploy on its command topic, and nothing else."
    },
    footer = {
      "  ./deployer access grant bob --role operator --reason 'on call this week'",
      "  ./deployer access grant shop --role backend --template lock --reason 'they begin today'"
    })
final class AccessGrantCommand extends Subcommand {

  @Parameters(paramLabel = "NAME", description = "Who: a person, a principal or a backend.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description = "One of viewer, submitter, operator, admin, backend.")
  private String role;

  @Option(
      names = "--template",
      paramLabel = "TEMPLATE",
      description =
          "What a backend may deploy from now on. May be repeated; left out: every template.")
  private List<String> templates = new ArrayList<>();

  @Mixin private ReasonOption reason = new ReasonOption();

  AccessGrantCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var wish = Json.object().put("name", name).put("role", role);
    if (!templates.isEmpty()) {
      var array = wish.putArray("templates");
      templates.forEach(array::add);
    }
    wish.put("reason", reason.text());
    return Changed.print(session().api().post(ApiPath.of("access", "grants"), wish), session());
  }
}
