package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// `/openapi.json` and `/asyncapi.yaml`, which say all, and `/`, which says where it is.
final class Contract {

  private static final Map<String, String> PLACES = places();

  private final byte[] openApi = openApi();
  private final Supplier<byte[]> asyncApi;

  /// @param asyncApi the contract of the topics
  Contract(Supplier<byte[]> asyncApi) {
    this.asyncApi = asyncApi;
  }

  void addTo(Routes routes) {
    routes
        .open("/", Contract::index)
        .open("/openapi.json", ctx -> Answers.bytes(ctx, Answers.JSON, openApi))
        .open("/asyncapi.yaml", ctx -> Answers.bytes(ctx, "application/yaml", asyncApi.get()));
  }

  /// The contract, as it lies beside this class.
  static byte[] openApi() {
    try (InputStream resource = Contract.class.getResourceAsStream("openapi.json")) {
      if (resource == null) {
        throw new IllegalStateException("The program was built without its openapi.json.");
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The contract of the API cannot be read.", e);
    }
  }

  private static void index(Context ctx) {
    String accept = ctx.header("Accept");
    if (accept != null && accept.contains(Answers.JSON)) {
      ObjectNode json = Json.object();
      PLACES.forEach(json::put);
      Answers.json(ctx, json);
    } else {
      String text =
          PLACES.entrySet().stream()
              .map(place -> "%-16s %s%n".formatted(place.getKey(), place.getValue()))
              .collect(Collectors.joining("", "template deployer\n\n", ""));
      Answers.bytes(ctx, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }
  }

  private static Map<String, String> places() {
    var places = new LinkedHashMap<String, String>();
    places.put("/v1/deployments", "deployments; POST begins one");
    places.put("/v1/templates", "what may be deployed, with the JSON Schema of each config");
    places.put("/v1/canisters", "what was deployed");
    places.put("/openapi.json", "the contract of this API");
    places.put("/asyncapi.yaml", "the contract of the topics");
    places.put("/metrics", "metrics for Prometheus");
    places.put("/livez", "whether the process works");
    places.put("/readyz", "whether it can serve now; ?verbose tells more");
    places.put("/startupz", "whether it has come up");
    places.put("/registry", "the schema registry, for Kafka clients");
    return places;
  }
}
