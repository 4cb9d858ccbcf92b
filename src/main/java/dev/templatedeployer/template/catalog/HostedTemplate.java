package dev.templatedeployer.template.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.AttemptPolicy;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A template that this process hosts, with its schema compiled. May be used from many threads at
/// once.
///
/// @param <C> the config of the template
public final class HostedTemplate<C> {

  /// The most violations that are told at once.
  public static final int MAX_VIOLATIONS = 100;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final Template<C> template;
  private final String name;
  private final String version;
  private final String title;
  private final String description;
  private final String schemaText;
  private final boolean isForDevelopment;
  private final AttemptPolicy policy;
  private final ConfigSchema schema;
  private final ConfigReader<C> reader;

  /// Asks the template all that never changes, once.
  ///
  /// @throws RuntimeException whatever the template throws; IllegalArgumentException if it cannot
  ///   be hosted, with the end of a sentence that begins with the template
  HostedTemplate(Template<C> template, Principal.Form form) {
    this.template = template;
    this.name = checkedName(template.name());
    this.version = said("version", template.version());
    this.title = said("title", template.title());
    this.description = said("description", template.description());
    this.schemaText = said("config schema", template.configSchema());
    this.isForDevelopment = template.isForDevelopment();
    this.policy = checkedPolicy(template.policy());
    this.schema = ConfigSchema.compile(schemaText, form);
    this.reader = new ConfigReader<>(template.configType());
  }

  /// The template itself.
  public Template<C> template() {
    return template;
  }

  /// The name used in commands.
  public String name() {
    return name;
  }

  /// The version, kept with every deployment.
  public String version() {
    return version;
  }

  /// What it deploys, in a few words.
  public String title() {
    return title;
  }

  /// What it deploys, in a sentence or two.
  public String description() {
    return description;
  }

  /// The JSON Schema of its config, as the template wrote it.
  public String schema() {
    return schemaText;
  }

  /// Whether only development and tests may use it.
  public boolean isForDevelopment() {
    return isForDevelopment;
  }

  /// How it would like to be driven.
  public AttemptPolicy policy() {
    return policy;
  }

  /// All that is wrong with a config, at most [#MAX_VIOLATIONS]; empty if it may be deployed. Asked
  /// on the thread that decides: what the schema says takes a second at most, and hardly ever more
  /// than a few milliseconds.
  ///
  /// First the limits of every config, then the schema, then the template's own rules: the next is
  /// asked only if the one before found nothing.
  ///
  /// @param now when the command was taken in
  /// @throws TemplateMalfunction if the template failed instead of answering, which is no fault of
  ///   the config
  public List<Violation> violations(byte[] configJson, Instant now) throws TemplateMalfunction {
    Optional<Violation> unreadable = ConfigJson.problem(configJson);
    if (unreadable.isPresent()) {
      return List.of(unreadable.get());
    }
    List<Violation> ofSchema = ofSchema(parsed(configJson));
    return Violations.told(ofSchema.isEmpty() ? ofTemplate(configJson, now) : ofSchema);
  }

  /// The config as the template wants it.
  ///
  /// @throws UnreadableConfig if it cannot be read, such as after a change of the template
  public C read(byte[] configJson) throws UnreadableConfig {
    return reader.read(configJson);
  }

  private List<Violation> ofSchema(JsonNode config) throws TemplateMalfunction {
    try {
      return schema.violations(config);
    } catch (TooCostly _) {
      return List.of(
          new Violation(
              "",
              "TOO_COSTLY",
              "The config takes too long to check. Make it smaller or plainer, or tell the template's author."));
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw new TemplateMalfunction(name, e);
    }
  }

  private List<Violation> ofTemplate(byte[] configJson, Instant now) throws TemplateMalfunction {
    try {
      return List.copyOf(template.validate(reader.read(configJson), now));
    } catch (UnreadableConfig e) {
      return List.of(e.violation());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw new TemplateMalfunction(name, e);
    }
  }

  private static JsonNode parsed(byte[] configJson) {
    try {
      return Json.mapper().readTree(configJson);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON was read once and not a second time.", e);
    }
  }

  private static String checkedName(@Nullable String name) {
    String said = said("name", name);
    if (!NAME.matcher(said).matches()) {
      throw new IllegalArgumentException(
          ("has the name '%s'. Use 1 to 63 lower-case letters, digits and dashes, beginning with a"
                  + " letter")
              .formatted(said));
    }
    return said;
  }

  private static AttemptPolicy checkedPolicy(@Nullable AttemptPolicy policy) {
    if (policy == null) {
      throw new IllegalArgumentException("has no policy");
    }
    return policy;
  }

  private static String said(String what, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("has no %s".formatted(what));
    }
    return text;
  }
}
