package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./deployer verify`.
@Command(
    name = "verify",
    description = {
      "Check that the log tells the truth.",
      "",
      "The service reads all events from the beginning, follows the chain of hashes in them, folds"
          + " them, and compares what comes out with the record store and the read model. The events of"
          + " canisters are checked for their hashes. It takes a while and disturbs nobody; Ctrl-C leaves"
          + " it running."
    },
    footer = {
      "  ./deployer verify",
      "  ./deployer verify --id invoice-17",
      "  ./deployer verify --output json | jq -r '.listed[].sentence'"
    })
final class VerifyCommand extends Subcommand {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  @Option(names = "--id", paramLabel = "ID", description = "Only this deployment.")
  private @Nullable String id;

  VerifyCommand(Session session) {
    super(session);
  }

  @Override
  Set<ExitCode> exitCodes() {
    var codes = EnumSet.copyOf(super.exitCodes());
    codes.add(ExitCode.MISMATCH);
    return codes;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var api = session().api();
    var wish = Json.object();
    if (id != null) {
      wish.put("deploymentId", id);
    }
    var verification = untilEnded(api, api.post(ApiPath.of("verifications"), wish));
    if (isUnknown(verification)) {
      throw new CommandFailed(
          ExitCode.NOT_FOUND,
          "There is no deployment '%s': neither the log nor anything made from it knows it. Check the id."
              .formatted(id));
    }
    session().print(verification, new VerifyPage(session().look())::text);
    return switch (verification.path("state").asText()) {
      case "CLEAN" -> ExitCode.OK;
      case "DIFFERENT" -> ExitCode.MISMATCH;
      default -> ExitCode.SOFTWARE;
    };
  }

  private JsonNode untilEnded(DeployerApi api, JsonNode begun)
      throws CommandFailed, InterruptedException {
    var path = ApiPath.of("verifications", begun.path("id").asText());
    var last = begun;
    var began = session().now();
    try (var progress = session().progress()) {
      while (last.path("state").asText().equals("RUNNING")) {
        progress.show(
            "Verifying", new VerifyProgress(session().look()).text(last, began, session().now()));
        session().surroundings().pause().lasting(BETWEEN_LOOKS);
        last = api.get(path);
      }
    }
    return last;
  }

  private boolean isUnknown(JsonNode verification) {
    return id != null
        && verification.path("state").asText().equals("CLEAN")
        && verification.path("deployments").asInt() == 0;
  }
}
