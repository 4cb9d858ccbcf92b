package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./deployer token`.
@Command(
    name = "token",
    description = {
      "Make a token for development, and the line for the settings that lets it in.",
      "",
      "Such tokens never expire, so a service takes them on this machine only. In production tokens"
          + " come from an OpenID Connect provider."
    },
    footer = {
      "  ./deployer token --name ann --role operator",
      "  ./deployer token --name bob --role viewer --role submitter"
    })
final class TokenCommand extends Subcommand {

  private static final int RANDOM_BYTES = 32;

  /// The roles there are.
  enum Role {
    VIEWER,
    SUBMITTER,
    OPERATOR,
    ADMIN
  }

  @Option(names = "--name", paramLabel = "NAME", required = true, description = "Whose it is.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "viewer|submitter|operator|admin",
      required = true,
      description = "What they may do. May be given several times.")
  private List<Role> roles;

  TokenCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9@|._/+-]{0,122}")) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "'%s' cannot be a name. Use at most 123 letters, digits and '@|._/+-'.".formatted(name));
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    var setting =
        "%s:%s:%s"
            .formatted(
                name,
                roles.stream()
                    .distinct()
                    .sorted()
                    .map(role -> role.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining("+")),
                digest(token));
    if (session().isJson()) {
      session()
          .print(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("token", token)
                  .put("setting", setting)
                  .toString());
      return ExitCode.OK;
    }
    session().print(token);
    session()
        .say(
            """
            It is shown this once; keep it in a file that only you can read, and name that file by DEPLOYER_TOKEN_FILE.
            The service lets it in with these settings; several are separated by commas:

              deployer.http.auth.mode=dev-tokens
              deployer.http.auth.tokens=%s\
            """
                .formatted(setting));
    return ExitCode.OK;
  }

  private static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.USAGE);
  }
}
