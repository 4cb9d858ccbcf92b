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
      "A viewer sees everything; a submitter deploys, and sees and cancels its own; an operator may"
          + " do both, also with what others deployed; an admin may also grant. Somebody may have"
          + " several roles. A backend may deploy on its command topic, and nothing else.",
      "",
      "A person is called 'user:' and the name in their token, as './deployer whoami' tells them."
    },
    footer = {
      "  ./deployer access grant user:bob --role operator --reason 'on call this week'",
      "  ./deployer access grant shop --role backend --template lock --reason 'they begin today'"
    })
final class AccessGrantCommand extends Subcommand {

  @Parameters(paramLabel = "NAME", description = "Who: a person, such as user:bob, or a backend.")
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
