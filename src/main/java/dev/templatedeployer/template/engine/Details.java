package dev.templatedeployer.template.engine;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.template.TemplateResult;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which parts of an answer are shown to admins and subscribers.
///
/// @param places where each detail is; if there are none, the `id` of the answer and all of its
///   `details`
record Details(Map<String, JsonPointer> places) {

  private static final int MAX_DETAILS = 32;
  private static final int MAX_CHARACTERS = 256;

  Details {
    places = Map.copyOf(places);
  }

  /// Reads the key `details`.
  static Details read(Section section) {
    Map<String, JsonPointer> places = new LinkedHashMap<>();
    section
        .namedTexts("details")
        .forEach((name, text) -> {
          try {
            places.put(name, JsonPointer.compile(text.text()));
          } catch (IllegalArgumentException _) {
            section.mistake(
                text.line(),
                "'%s' has to be a place in the answer such as '/url', and is '%s'."
                    .formatted(name, text.text()));
          }
        });
    if (places.size() > MAX_DETAILS) {
      section.mistake(
          section.line("details"),
          "there are %d details, and at most %d are kept.".formatted(places.size(), MAX_DETAILS));
    }
    return new Details(places);
  }

  /// What of `answer` is shown. What it lacks is left out: the canister exists all the same.
  TemplateResult of(JsonNode answer) {
    Map<String, String> details = new LinkedHashMap<>();
    if (places.isEmpty()) {
      add("id", answer.path("id"), details);
      answer
          .path("details")
          .properties()
          .forEach(each -> add(each.getKey(), each.getValue(), details));
    } else {
      places.forEach((name, place) -> add(name, answer.at(place), details));
    }
    return new TemplateResult(details);
  }

  private static void add(String name, JsonNode value, Map<String, String> details) {
    if (value.isValueNode() && !value.isNull() && !name.isBlank() && details.size() < MAX_DETAILS) {
      details.put(cut(name), cut(value.asText()));
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS - 1) + "…";
  }
}
