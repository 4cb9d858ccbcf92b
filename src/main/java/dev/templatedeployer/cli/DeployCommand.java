package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer deploy`.
@Command(
    name = "deploy",
    description = {
      "Deploy a canister from a template.",
      "",
      "Prints the id of the deployment as soon as it is accepted; with --wait, how it ended."
    },
    footer = {
      "  ./deployer deploy lock -f src/examples/lock.json --wait",
      "  ./deployer deploy lock -f lock.json --id invoice-17 --label team=blue --deadline +10m",
      "  ./deployer deploy lock -f lock.json --validate-only",
      "  ./deployer deploy lock -f lock.json --wait=30 --output json | jq -r .canisterId"
    })
final class DeployCommand extends Subcommand {

  private static final ApiPath DEPLOYMENTS = ApiPath.of("deployments");

  /// How long the service itself may hold its answer back, so that a short deployment needs one
  /// request only.
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  @Parameters(
      paramLabel = "TEMPLATE",
      description = "Which template; './deployer templates' has the list.")
  private String template;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE|-",
      required = true,
      description = "The config in JSON: a file, or - for standard input.")
  private String file;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Your id for the deployment. Sending it again is harmless. Default: a new one.")
  private @Nullable String id;

  @Option(
      names = "--owner",
      paramLabel = "PRINCIPAL",
      defaultValue = DevelopmentOwner.PRINCIPAL,
      description = "Who will own the canister. Default, for trying out: ${DEFAULT-VALUE}.")
  private String owner;

  @Option(
      names = "--label",
      paramLabel = "K=V",
      description = "A word of yours, carried to the outcome. May be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      description = "Start no earlier: 2026-03-01T12:00:00Z, or +10m.")
  private @Nullable Instant notBefore;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      description = "Begin no attempt after it: 2026-03-01T12:00:00Z, or +10m.")
  private @Nullable Instant deadline;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "60",
      preprocessor = OptionalSeconds.class,
      description = "Wait for the end, ${FALLBACK-VALUE} seconds if you name none.")
  private @Nullable Integer wait;

  @Option(names = "--validate-only", description = "Only say whether it would be accepted.")
  private boolean validateOnly;

  DeployCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var request = request();
    if (wait != null && wait < 1) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "--wait: '%d' is no time to wait. Name 1 second or more.".formatted(wait));
    }
    if (validateOnly) {
      return validate(request);
    }
    return wait == null ? submit(request) : await(request, Duration.ofSeconds(wait));
  }

  @Override
  Set<ExitCode> exitCodes() {
    var codes = EnumSet.copyOf(super.exitCodes());
    codes.add(ExitCode.NOT_COMPLETED);
    codes.add(ExitCode.TIMED_OUT);
    return codes;
  }

  private ObjectNode request() throws CommandFailed {
    var request = Json.object();
    request.put("template", template);
    request.set("config", JsonFile.read(file, session()));
    request.put("owner", owner);
    if (!labels.isEmpty()) {
      var words = request.putObject("labels");
      labels.forEach(words::put);
    }
    if (notBefore != null) {
      request.put("notBefore", notBefore.toString());
    }
    if (deadline != null) {
      request.put("deadline", deadline.toString());
    }
    if (id != null) {
      request.put("id", id);
    }
    return request;
  }

  private ExitCode validate(JsonNode request) throws CommandFailed, InterruptedException {
    var answer = session().api().post(DEPLOYMENTS.with("validateOnly", "true"), request);
    var look = session().look();
    session()
        .print(
            answer, _ -> look.green(look.either("✔ ", "+ ") + "VALID") + "  It would be accepted.");
    return ExitCode.OK;
  }

  private ExitCode submit(JsonNode request) throws CommandFailed, InterruptedException {
    var accepted = session().api().post(DEPLOYMENTS, request);
    new DeploymentEnd(session()).print(accepted);
    session().hint("Follow it with './deployer get %s'.".formatted(accepted.path("id").asText()));
    return ExitCode.OK;
  }

  private ExitCode await(JsonNode request, Duration patience)
      throws CommandFailed, InterruptedException {
    var api = session().api();
    var until = session().now().plus(patience);
    var answer = api.post(DEPLOYMENTS, request, earlier(FIRST_WAIT, patience));
    var last = new DeploymentWatch(session(), api).untilEnded(answer, until);
    return new DeploymentEnd(session()).report(last, patience);
  }

  private static Duration earlier(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
