package dev.templatedeployer.template.engine;

import static dev.templatedeployer.settings.Notations.between;
import static dev.templatedeployer.settings.Notations.oneOf;
import static dev.templatedeployer.settings.Notations.positiveDuration;
import static dev.templatedeployer.settings.Notations.trueOrFalse;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a service is called: the section `http`.
///
/// @param url begins with scheme, host and port, which nothing in a deployment can change
/// @param headers beside those that every call carries
/// @param connectTimeout how long the connection may take
/// @param callTimeout how long one call may take, its answer included
/// @param maxAnswerBytes the most that is read of an answer
/// @param followsRedirects whether 307 and 308 are followed, within the allowed origins
/// @param allowedOrigins where answers may send us, beside the origin of the URL
/// @param polling how to wait for what is answered with 202; null if 202 is a success as any other
record HttpSpec(
    Method method,
    TextPattern url,
    Map<String, TextPattern> headers,
    Body body,
    Duration connectTimeout,
    Duration callTimeout,
    int maxAnswerBytes,
    boolean followsRedirects,
    Set<Origin> allowedOrigins,
    Details details,
    @Nullable Polling polling) {

  /// What the place of a value of the config begins with, before its JSON Pointer.
  static final String CONFIG = "config";

  /// What every call carries; nobody else may set them.
  static final String KEY = "Idempotency-Key";

  static final String FENCE = "X-Fencing-Token";
  static final String DEPLOYMENT = "X-Deployment-Id";

  private static final Set<String> OURS =
      Set.of(
          KEY.toLowerCase(Locale.ROOT),
          FENCE.toLowerCase(Locale.ROOT),
          DEPLOYMENT.toLowerCase(Locale.ROOT),
          "content-type");

  private static final Pattern HOST = Pattern.compile("https?://[^/?#@\\s]+");
  private static final Pattern HOST_AND_SLASH = Pattern.compile(HOST + "[/?]");

  private static final String IN_URLS =
      "A URL may hold ${canister.id}, ${deployment.id}, ${owner}, ${attempt}, ${drive} and values of the config such as ${config/zone}, and begin with ${env.NAME}.";
  private static final String IN_HEADERS =
      "A header may hold ${env.NAME}, ${file.PATH}, ${canister.id}, ${deployment.id}, ${attempt} and ${drive}.";

  /// How it is asked to create.
  enum Method {
    POST,
    PUT,
    PATCH
  }

  /// What it is sent.
  enum Body {
    /// The deployment, with its config inside.
    DEPLOYMENT,
    /// The config alone.
    CONFIG
  }

  /// How to wait for an operation that goes on after the answer.
  ///
  /// @param limit how long in all; null for as long as the attempt may take
  /// @param status where an answer of 200 says how far it is; null if 200 means that it is done
  /// @param done what it says there in the end
  /// @param failed what it says there if it never will be done
  record Polling(
      Duration interval,
      @Nullable Duration limit,
      @Nullable JsonPointer status,
      Set<String> done,
      Set<String> failed) {

    Polling {
      done = Set.copyOf(done);
      failed = Set.copyOf(failed);
    }
  }

  HttpSpec {
    headers = Map.copyOf(headers);
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /// Reads the section.
  static HttpSpec read(Section section, Secrets secrets) {
    TextPattern url = url(section, secrets);
    Optional<Section> poll = section.section("poll");
    var spec =
        new HttpSpec(
            section.value("method", oneOf(Method.class)).orElse(Method.POST),
            url,
            headers(section, secrets),
            section.value("body", oneOf(Body.class)).orElse(Body.DEPLOYMENT),
            section.value("connect-timeout", positiveDuration()).orElse(Duration.ofSeconds(5)),
            section.value("call-timeout", positiveDuration()).orElse(Duration.ofSeconds(30)),
            section.value("max-answer-bytes", between(1, 1 << 20)).orElse(64 * 1024),
            section.value("follow-redirects", trueOrFalse()).orElse(false),
            allowedOrigins(section, url),
            Details.read(section),
            poll.map(HttpSpec::polling).orElse(null));
    section.refuseOthers();
    return spec;
  }

  private static TextPattern url(Section section, Secrets secrets) {
    Yaml.Scalar text = section.required("url", "https://example.org/canisters/${canister.id}");
    TextPattern url =
        withBase(
            TextPattern.read(text, HttpSpec::isPlaceInUrl, IN_URLS, section.mistakes()),
            text,
            section,
            secrets);
    if (text.text().isEmpty()) {
      return url; // said already
    }
    boolean isRight =
        url.parts().getFirst() instanceof TextPattern.Part.Plain(var beginning)
            && (url.parts().size() == 1 ? HOST : HOST_AND_SLASH).matcher(beginning).lookingAt()
            && origin(url.<RuntimeException>filled(_ -> "x")).isPresent();
    if (!isRight) {
      section.mistake(
          text.line(),
          "'url' has to begin with 'http://' or 'https://' and a host, with no place in either and no user, and is '%s'."
              .formatted(text.text()));
    }
    return url;
  }

  private static boolean isPlaceInUrl(String place) {
    return Places.isOne(place)
        || place.startsWith("env.")
        || (place.startsWith(CONFIG + "/") && place.length() > CONFIG.length() + 1);
  }

  /// The URL with the variable at its beginning filled in, once and for all.
  private static TextPattern withBase(
      TextPattern url, Yaml.Scalar text, Section section, Secrets secrets) {
    List<TextPattern.Part> parts = new ArrayList<>();
    for (TextPattern.Part part : url.parts()) {
      if (!(part instanceof TextPattern.Part.Place(var place) && place.startsWith("env."))) {
        parts.add(part);
      } else if (!parts.isEmpty()) {
        section.mistake(
            text.line(),
            "'${%s}' may only be at the beginning of 'url': what is in a URL is seen by many."
                .formatted(place));
      } else {
        parts.add(new TextPattern.Part.Plain(base(place, text, section, secrets)));
      }
    }
    if (parts.size() > 1
        && parts.get(0) instanceof TextPattern.Part.Plain(var one)
        && parts.get(1) instanceof TextPattern.Part.Plain(var two)) {
      parts.subList(0, 2).clear();
      parts.addFirst(new TextPattern.Part.Plain(one + two));
    }
    return new TextPattern(parts);
  }

  private static String base(String place, Yaml.Scalar text, Section section, Secrets secrets) {
    secrets.check(place, text.line(), section.mistakes());
    return secrets.find(place).map(String::strip).orElse("http://unknown");
  }

  private static Map<String, TextPattern> headers(Section section, Secrets secrets) {
    Map<String, TextPattern> headers = new LinkedHashMap<>();
    section
        .namedTexts("headers")
        .forEach((name, text) -> {
          if (OURS.contains(name.toLowerCase(Locale.ROOT)) || !isAllowed(name)) {
            section.mistake(
                text.line(), "the header '%s' cannot be set. Remove it.".formatted(name));
          }
          TextPattern value =
              TextPattern.read(
                  text,
                  place -> Secrets.isOne(place) || Places.OURS.contains(place),
                  IN_HEADERS,
                  section.mistakes());
          value.places().stream()
              .filter(Secrets::isOne)
              .forEach(place -> secrets.check(place, text.line(), section.mistakes()));
          headers.put(name, value);
        });
    return headers;
  }

  private static boolean isAllowed(String name) {
    try {
      HttpRequest.newBuilder().header(name, "x");
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Set<Origin> allowedOrigins(Section section, TextPattern url) {
    Set<Origin> origins = new LinkedHashSet<>();
    for (Yaml.Scalar text : section.texts("allowed-origins")) {
      origin(text.text())
          .ifPresentOrElse(
              origins::add,
              () ->
                  section.mistake(
                      text.line(),
                      "each of 'allowed-origins' has to be like 'https://example.org:8443', and this is '%s'."
                          .formatted(text.text())));
    }
    origin(url.<RuntimeException>filled(_ -> "x")).ifPresent(origins::add);
    return origins;
  }

  private static Optional<Origin> origin(String url) {
    try {
      return Origin.of(new URI(url));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static Polling polling(Section section) {
    Optional<JsonPointer> status = section.text("status").flatMap(text -> pointer(text, section));
    var polling =
        new Polling(
            section.value("interval", positiveDuration()).orElse(Duration.ofSeconds(2)),
            section.value("limit", positiveDuration()).orElse(null),
            status.orElse(null),
            words("done", section),
            words("failed", section));
    if (section.has("status") && polling.done().isEmpty()) {
      section.mistake(
          section.line("status"),
          "'status' needs a list 'done' of what is there when the operation has succeeded.");
    }
    if (!section.has("status") && (section.has("done") || section.has("failed"))) {
      section.mistake(
          section.line(section.has("done") ? "done" : "failed"),
          "'done' and 'failed' need a 'status' that says where in the answer they are, such as '/status'.");
    }
    section.refuseOthers();
    return polling;
  }

  private static Set<String> words(String key, Section section) {
    Set<String> words = new LinkedHashSet<>();
    section.texts(key).forEach(text -> words.add(text.text()));
    return words;
  }

  private static Optional<JsonPointer> pointer(Yaml.Scalar text, Section section) {
    try {
      return Optional.of(JsonPointer.compile(text.text()));
    } catch (IllegalArgumentException _) {
      section.mistake(
          text.line(),
          "'status' has to be a place in the answer such as '/status', and is '%s'."
              .formatted(text.text()));
      return Optional.empty();
    }
  }
}
