package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer canister`.
@Command(
    name = "canister",
    description =
        "Show a canister: as a whole, one of its views, now or at another time, or its history.",
    footer = {
      "  ./deployer canister pz7mb-3demv-3gk3d-pobww-k3tua-e",
      "  ./deployer canister pz7mb-3demv-3gk3d-pobww-k3tua-e --view curve",
      "  ./deployer canister pz7mb-3demv-3gk3d-pobww-k3tua-e --view summary --at +30d",
      "  ./deployer canister pz7mb-3demv-3gk3d-pobww-k3tua-e --history"
    })
final class CanisterCommand extends Subcommand {

  private static final String SUMMARY = "summary";

  @Parameters(paramLabel = "ID", description = "The canister.")
  private String id;

  @Option(names = "--view", paramLabel = "NAME", description = "One of its views, such as curve.")
  private @Nullable String view;

  @Option(
      names = "--history",
      description = "What happened to it, the oldest first, a page at a time.")
  private boolean isHistory;

  @Mixin private PageOptions page = new PageOptions();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "As it will be or was at a time: 2026-03-01T12:00:00Z, +30d or -2h.")
  private @Nullable Instant at;

  @Option(
      names = "--param",
      paramLabel = "K=V",
      description = "What narrows the view. May be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  CanisterCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    if (isHistory) {
      var events = session().api().get(page.of(ApiPath.of("canisters", id, "events")));
      session().print(events, new Timeline(session().look())::text);
      PageOptions.hintAtMore(events, session());
      return ExitCode.OK;
    }
    var isWhole = view == null && at == null && parameters.isEmpty();
    var answer = session().api().get(isWhole ? ApiPath.of("canisters", id) : viewPath());
    session().print(answer, isWhole ? this::page : this::view);
    return ExitCode.OK;
  }

  private ApiPath viewPath() {
    var path = ApiPath.of("canisters", id, "views", view == null ? SUMMARY : view).with("at", at);
    for (var parameter : parameters.entrySet()) {
      path = path.with(parameter.getKey(), parameter.getValue());
    }
    return path;
  }

  private String page(JsonNode canister) {
    var look = session().look();
    var readable = new ReadableJson(session().now(), look);
    var head = new Fields();
    canister.properties().stream()
        .filter(field -> !field.getKey().equals("id") && !field.getKey().equals(SUMMARY))
        .forEach(field -> readable.add(head, field.getKey(), field.getValue()));
    return "%s\n\n%s\n%s\n%s"
        .formatted(
            look.bold(canister.path("id").asText()),
            head.text(look),
            look.bold("Summary"),
            readable.text(canister.path(SUMMARY)));
  }

  private String view(JsonNode answer) {
    var look = session().look();
    return CurvePlot.of(answer)
        .map(plot -> plot.text(look))
        .orElseGet(() -> new ReadableJson(session().now(), look).text(answer));
  }
}
