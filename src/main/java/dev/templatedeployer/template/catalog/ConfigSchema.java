package dev.templatedeployer.template.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The JSON Schema (draft 2020-12) of a template's config, compiled.
///
/// Formats are checked, ours included, and nothing is ever fetched: a reference leads to a place in
/// the same schema or the schema is refused. Whatever a config holds, checking it takes no more
/// than an [Effort], and no pattern or format runs for long or deep.
final class ConfigSchema {

  private static final Dialect DRAFT_2020_12 = Dialects.getDraft202012();

  private static final ExecutionConfig EXECUTION =
      ExecutionConfig.builder().formatAssertionsEnabled(true).locale(Locale.ROOT).build();

  /// What the schema of a schema is.
  private static final Schema META = loadMeta();

  private final Schema schema;
  private final SchemaViolations violations;

  private ConfigSchema(Schema schema, SchemaViolations violations) {
    this.schema = schema;
    this.violations = violations;
  }

  /// Compiles `text`.
  ///
  /// @throws IllegalArgumentException if it is no JSON Schema; the message is the end of a sentence
  ///   that begins with the template
  static ConfigSchema compile(String text, Principal.Form form) {
    JsonNode node = parsed(text);
    String complaints =
        META.validate(node).stream()
            .map(ConfigSchema::complaint)
            .distinct()
            .limit(5)
            .collect(Collectors.joining("; "));
    if (!complaints.isEmpty()) {
      throw new IllegalArgumentException(
          "has a config schema that is no JSON Schema: " + complaints);
    }
    try {
      Schema schema = registry(form).getSchema(node);
      schema.initializeValidators();
      return new ConfigSchema(schema, new SchemaViolations(form));
    } catch (SchemaException e) {
      throw new IllegalArgumentException(
          "has a config schema that cannot be used: " + reason(e), e);
    }
  }

  /// What `config` breaks: all of it, or enough of it for one answer and more.
  ///
  /// @throws TooCostly if it takes too long to find out
  List<Violation> violations(JsonNode config) {
    var effort = new Effort(EXECUTION, System::nanoTime);
    try {
      schema.validate(effort, config);
      return violations.of(effort.found());
    } catch (Effort.EnoughFound _) {
      return Violations.toldAndMore(violations.of(effort.found()));
    }
  }

  private static JsonNode parsed(String text) {
    try {
      JsonNode node = Json.mapper().readTree(text);
      if (node.isMissingNode()) {
        throw new IllegalArgumentException("has an empty config schema");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "has a config schema that is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String complaint(Error error) {
    return "'%s' %s".formatted(error.getInstanceLocation(), error.getMessage());
  }

  private static String reason(SchemaException e) {
    return e.getCause() instanceof FileNotFoundException notFetched
        ? "it refers to '%s', and nothing is ever fetched. Copy it into its '$defs'"
            .formatted(notFetched.getMessage())
        : String.valueOf(e.getMessage());
  }

  private static Schema loadMeta() {
    return SchemaRegistry.withDefaultDialect(
            DRAFT_2020_12, registry -> registry.schemaRegistryConfig(checkingFormats()))
        .getSchema(SchemaLocation.of(DRAFT_2020_12.getId()));
  }

  private static SchemaRegistry registry(Principal.Form form) {
    Dialect ours =
        Dialect.builder(DRAFT_2020_12)
            .format(new PatternTextFormat())
            .format(new PrincipalFormat(form))
            .formats(formats -> formats.replaceAll((_, format) -> new BoundedFormat(format)))
            .build();
    SchemaRegistryConfig bounded =
        SchemaRegistryConfig.builder(checkingFormats())
            .regularExpressionFactory(new SchemaPatterns())
            .build();
    return SchemaRegistry.withDialect(ours, registry -> registry.schemaRegistryConfig(bounded));
  }

  private static SchemaRegistryConfig checkingFormats() {
    return SchemaRegistryConfig.builder()
        .formatAssertionsEnabled(true)
        .pathType(PathType.JSON_POINTER)
        .locale(Locale.ROOT)
        .build();
  }
}
