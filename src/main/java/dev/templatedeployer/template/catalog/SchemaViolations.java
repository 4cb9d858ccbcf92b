package dev.templatedeployer.template.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Turns what the JSON Schema validator found into sentences for people.
///
/// They say what is expected, and of what is there no more than its type and size: a value may be
/// secret, even one that is in the wrong place.
///
/// @param form what a principal has to look like
record SchemaViolations(Principal.Form form) {

  private static final int MAX_QUOTED = 200;

  /// The violations that `errors` speak of, in their order.
  List<Violation> of(List<Error> errors) {
    return Alternatives.settled(errors).stream().map(this::violation).distinct().toList();
  }

  private Violation violation(Error error) {
    return switch (error.getKeyword()) {
      case "required", "dependentRequired" ->
          violation(error, "REQUIRED", "This field is missing.");
      case "additionalProperties", "unevaluatedProperties" ->
          violation(
              error,
              "UNKNOWN_FIELD",
              "There is no such field. Check its spelling, or leave it out.");
      case "type" ->
          violation(
              error,
              "WRONG_TYPE",
              "Expected %s and found %s."
                  .formatted(argument(error, 1, "another type"), argument(error, 0, "this one")));
      case "enum" ->
          violation(error, "UNKNOWN_VALUE", "Expected one of %s.".formatted(choices(error)));
      case "const" -> violation(error, "UNKNOWN_VALUE", expected("%s", error));
      case "minimum" -> violation(error, "TOO_SMALL", expected("%s or more", error));
      case "exclusiveMinimum" -> violation(error, "TOO_SMALL", expected("more than %s", error));
      case "maximum" -> violation(error, "TOO_LARGE", expected("%s or less", error));
      case "exclusiveMaximum" -> violation(error, "TOO_LARGE", expected("less than %s", error));
      case "multipleOf" -> violation(error, "NOT_A_MULTIPLE", expected("a multiple of %s", error));
      case "minLength" -> violation(error, "TOO_SHORT", expected("at least %s characters", error));
      case "maxLength" -> violation(error, "TOO_LONG", expected("at most %s characters", error));
      case "minItems" -> violation(error, "TOO_FEW", expected("at least %s items", error));
      case "maxItems" -> violation(error, "TOO_MANY", expected("at most %s items", error));
      case "minProperties" -> violation(error, "TOO_FEW", expected("at least %s fields", error));
      case "maxProperties" -> violation(error, "TOO_MANY", expected("at most %s fields", error));
      case "uniqueItems" -> violation(error, "DUPLICATE_ITEM", "Expected no item twice.");
      case "pattern" ->
          violation(error, "WRONG_FORM", expected("text that matches the pattern %s", error));
      case "format" -> format(error);
      case "oneOf", "anyOf" ->
          violation(error, "NO_SUCH_FORM", "Expected one of the forms that the schema lists.");
      case String keyword ->
          violation(
              error,
              constantCase(keyword),
              "Breaks the rule '%s' of the schema.".formatted(keyword));
    };
  }

  private Violation format(Error error) {
    String name = error.getSchemaNode().asText();
    int most = BoundedFormat.mostCharacters(name);
    return error.getInstanceNode().asText().length() > most
        ? violation(error, "TOO_LONG", "Expected at most %d characters.".formatted(most))
        : violation(error, "WRONG_FORM", format(name, error));
  }

  private String format(String name, Error error) {
    return switch (name) {
      case PrincipalFormat.NAME -> principal(error);
      case "date-time" -> "Expected a date and time such as '2026-03-01T12:00:00Z'.";
      case "date" -> "Expected a date such as '2026-03-01'.";
      case "duration" -> "Expected a duration such as 'P30D' or 'PT12H'.";
      case "uri" -> "Expected an address such as 'https://example.org/a'.";
      case String other -> "Expected text in the format '%s'.".formatted(other);
    };
  }

  private String principal(Error error) {
    Optional<String> problem = new Principal(error.getInstanceNode().asText()).problem(form);
    return "Expected a principal. What is here %s.".formatted(problem.orElse("is none"));
  }

  private static String expected(String what, Error error) {
    return "Expected %s.".formatted(what.formatted(quoted(error.getSchemaNode())));
  }

  private static String choices(Error error) {
    return StreamSupport.stream(error.getSchemaNode().spliterator(), false)
        .map(SchemaViolations::quoted)
        .collect(Collectors.joining(", "));
  }

  /// Something from the schema, which everybody may see.
  private static String quoted(JsonNode node) {
    String text = node.isTextual() ? "'" + node.asText() + "'" : node.toString();
    return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED - 1) + "…";
  }

  private static String argument(Error error, int index, String otherwise) {
    Object[] arguments = error.getArguments();
    return arguments == null || index >= arguments.length
        ? otherwise
        : String.valueOf(arguments[index]);
  }

  /// `dependentSchemas` becomes `DEPENDENT_SCHEMAS`.
  private static String constantCase(String keyword) {
    return keyword.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static Violation violation(Error error, String code, String message) {
    return new Violation(place(error), code, message);
  }

  /// A missing or unknown field is itself the place, not the object that lacks or has it.
  private static String place(Error error) {
    String object = error.getInstanceLocation().toString();
    String property = error.getProperty();
    return property == null ? object : object + "/" + Violations.escaped(property);
  }
}
