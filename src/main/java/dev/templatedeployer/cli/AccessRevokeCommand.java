package dev.templatedeployer.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer access revoke`.
@Command(
    name = "revoke",
    description = {
      "Take a role, or all roles, from a person or a backend.",
      "",
      "What a backend has under way goes on. The owner cannot be removed."
    },
    footer = {
      "  ./deployer access revoke user:bob --role operator --reason 'back to the office'",
      "  ./deployer access revoke shop --reason 'its key leaked'"
    })
final class AccessRevokeCommand extends Subcommand {

  @Parameters(paramLabel = "NAME", description = "From whom.")
  private String name;

  @Option(names = "--role", paramLabel = "ROLE", description = "Which; left out: all.")
  private @Nullable String role;

  @Mixin private ReasonOption reason = new ReasonOption();

  AccessRevokeCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var wish = Json.object().put("name", name);
    if (role != null) {
      wish.put("role", role);
    }
    wish.put("reason", reason.text());
    return Changed.print(
        session().api().post(ApiPath.of("access", "revocations"), wish), session());
  }
}
