package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks a service to create the canister, under its id as the key of idempotency.
///
/// Each call carries `Idempotency-Key` (the id of the canister), `X-Fencing-Token` (attempt and
/// drive with a dot between, two numbers of which a later call has larger ones) and
/// `X-Deployment-Id`. An answer of 2xx means that the canister exists; 408, 425, 429, 5xx and
/// silence, that another attempt may help; everything else, that none can.
///
/// Speaks to nobody but the host that `template.yaml` names, and what it allows besides: through no
/// proxy, with no cookies, and to another origin without the headers of `template.yaml`.
final class HttpEngine implements Engine {

  private final HttpSpec spec;
  private final Secrets secrets;
  private final InstantSource clock;
  private final HttpClient client;

  HttpEngine(HttpSpec spec, Secrets secrets, InstantSource clock) {
    this.spec = spec;
    this.secrets = secrets;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(spec.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  @Override
  public TemplateResult create(ConfigDocument config, TemplateContext context)
      throws TemplateFailure, InterruptedException {
    List<String> used = new ArrayList<>();
    Map<String, String> declared = declaredHeaders(context, used);
    URI url = url(config, context);
    var exchange =
        new Exchange(
            client,
            spec,
            Origin.of(url).orElseThrow(),
            ours(context),
            declared,
            Deadline.in(context.timeLimit()));
    var excerpt = new Excerpt(used);
    Answer answer = exchange.send(spec.method().name(), url, body(config, context));
    if (answer.status() == 202 && spec.polling() != null) {
      answer = new Operation(exchange, spec.polling(), excerpt, clock).end(answer);
    }
    if (!answer.isSuccess()) {
      throw answer.failure(excerpt, clock.instant());
    }
    return spec.details().of(answer.json());
  }

  private static Map<String, String> ours(TemplateContext context) {
    return Map.of(
        HttpSpec.KEY, context.canisterId().text(),
        HttpSpec.FENCE, context.attempt() + "." + context.drive(),
        HttpSpec.DEPLOYMENT, context.deploymentId());
  }

  /// @param used is told the secrets
  private Map<String, String> declaredHeaders(TemplateContext context, List<String> used)
      throws TemplateFailure {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, TextPattern> header : spec.headers().entrySet()) {
      headers.put(
          header.getKey(),
          header
              .getValue()
              .<TemplateFailure>filled(place -> {
                if (!Secrets.isOne(place)) {
                  return Places.of(place, context);
                }
                String secret = secrets.read(place);
                used.add(secret);
                return secret;
              }));
    }
    return headers;
  }

  private URI url(ConfigDocument config, TemplateContext context) throws PermanentFailure {
    JsonNode tree = EngineJson.tree(config);
    return URI.create(
        spec.url()
            .<PermanentFailure>filled(place ->
                segment(
                    place, Places.isOne(place) ? Places.of(place, context) : value(tree, place))));
  }

  private static String value(JsonNode config, String place) throws PermanentFailure {
    String pointer = place.substring(HttpSpec.CONFIG.length());
    JsonNode value = config.at(JsonPointer.compile(pointer));
    if (!value.isValueNode() || value.isNull()) {
      throw new PermanentFailure(
          "VALUE_MISSING",
          "The URL of the service needs a plain value at '%s' of the config, and there is none. Make it required in the schema."
              .formatted(pointer));
    }
    return value.asText();
  }

  /// `value` as one segment of a path, which leads neither up nor anywhere else.
  private static String segment(String place, String value) throws PermanentFailure {
    if (value.isEmpty() || value.equals(".") || value.equals("..")) {
      throw new PermanentFailure(
          "VALUE_UNUSABLE",
          "What is to fill '${%s}' in the URL of the service is empty or made of dots. Rule that out in the schema."
              .formatted(place));
    }
    return URLEncoder.encode(value, UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  private String body(ConfigDocument config, TemplateContext context) {
    return switch (spec.body()) {
      case DEPLOYMENT -> EngineJson.deployment(config, context);
      case CONFIG -> config.json();
    };
  }
}
