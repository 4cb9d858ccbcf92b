package dev.templatedeployer.template.catalog;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.Violation;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A template for tests, with a bit of everything in its schema.
class ParcelTemplate implements Template<ParcelTemplate.Parcel> {

  record Parcel(
      String name,
      @Nullable BigInteger amount,
      @Nullable Principal owner,
      @Nullable Instant start,
      @Nullable Duration duration,
      @Nullable List<String> tags,
      @Nullable Integer secret,
      @Nullable Wrapping wrapping) {}

  record Wrapping(String type, @Nullable Integer layers, @Nullable String colour) {}

  @Override
  public String name() {
    return "parcel";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Parcel";
  }

  @Override
  public String description() {
    return "A parcel, for tests.";
  }

  @Override
  public Class<Parcel> configType() {
    return Parcel.class;
  }

  @Override
  public String configSchema() {
    return """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "additionalProperties": false,
      "required": ["name"],
      "properties": {
        "name": {"type": "string", "minLength": 3, "maxLength": 100},
        "amount": {"type": "string", "pattern": "^[0-9]+$"},
        "owner": {"type": "string", "format": "principal"},
        "start": {"type": "string", "format": "date-time"},
        "duration": {"type": "string", "format": "duration"},
        "tags": {"type": "array", "uniqueItems": true, "maxItems": 200, "items": {"enum": ["RED", "BLUE"]}},
        "secret": true,
        "wrapping": {
          "oneOf": [
            {
              "properties": {"type": {"const": "PAPER"}, "layers": {"type": "integer", "minimum": 1}},
              "required": ["type", "layers"]
            },
            {
              "properties": {"type": {"const": "FOIL"}, "colour": {"type": "string"}},
              "required": ["type", "colour"]
            }
          ]
        }
      }
    }
    """;
  }

  @Override
  public List<Violation> validate(Parcel config, Instant now) {
    return config.start() != null && config.start().isBefore(now)
        ? List.of(new Violation("/start", "IN_THE_PAST", "The start must not be in the past."))
        : List.of();
  }

  @Override
  public TemplateResult create(Parcel config, TemplateContext context) {
    return TemplateResult.created();
  }
}
