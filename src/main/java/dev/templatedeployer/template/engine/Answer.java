package dev.templatedeployer.template.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.TemplateFailure;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a service answered.
///
/// @param from the URL that answered
/// @param body as much of it as the limit lets through
/// @param isCut whether there was more
record Answer(URI from, int status, HttpHeaders headers, String body, boolean isCut) {

  /// Too slow, too early and too often: the only mistakes of the caller that time mends.
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /// Who answered, for a sentence.
  String who() {
    return Origin.of(from).map(Origin::toString).orElse("the service");
  }

  /// The JSON of a success; missing if it holds none.
  ///
  /// @throws PermanentFailure if it is larger than the limit, or says that it is JSON and is none
  JsonNode json() throws PermanentFailure {
    if (isCut) {
      throw new PermanentFailure(
          "ANSWER_TOO_LARGE",
          "The service '%s' answered %d with more than 'max-answer-bytes'. The canister may exist: raise the limit or shorten the answer, then retry."
              .formatted(who(), status));
    }
    if (!isJson() || body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return EngineJson.MAPPER.readTree(body);
    } catch (JsonProcessingException _) {
      throw new PermanentFailure(
          "BAD_ANSWER",
          "The service '%s' answered %d with JSON that cannot be read. The canister may exist: mend the service, then retry."
              .formatted(who(), status));
    }
  }

  /// What to make of an answer that is no success.
  TemplateFailure failure(Excerpt excerpt, Instant now) {
    String code = "HTTP_" + status;
    String said = "The service '%s' answered %d%s.".formatted(who(), status, reason(excerpt));
    if (status / 100 == 3) {
      return new PermanentFailure(
          "REDIRECTED",
          said + " Redirects of this kind are not followed: write its new URL into template.yaml.");
    }
    return status / 100 == 5 || PASSING.contains(status)
        ? new RetryableFailure(code, said, RetryAfter.of(headers, now).orElse(null), null)
        : new PermanentFailure(code, said);
  }

  /// Why, in the words of the service: what is meant for people in its JSON, or its plain text.
  private String reason(Excerpt excerpt) {
    String words =
        isJson() ? reasonInJson().orElse("") : contentType().startsWith("text/plain") ? body : "";
    String beginning = excerpt.beginning(words).replaceFirst("[.!?\\s]+$", "");
    return beginning.isEmpty() ? "" : ": " + beginning;
  }

  private Optional<String> reasonInJson() {
    try {
      JsonNode json = EngineJson.MAPPER.readTree(body);
      return Stream.of("detail", "title", "message", "error")
          .map(json::path)
          .filter(JsonNode::isTextual)
          .map(JsonNode::asText)
          .findFirst();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private boolean isJson() {
    String type = contentType();
    return type.startsWith("application/") && (type.contains("/json") || type.contains("+json"));
  }

  private String contentType() {
    return headers.firstValue("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
  }
}
