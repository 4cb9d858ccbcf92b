package dev.templatedeployer.canister.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The JSON Schema of a config, as the file `config.schema.json` in the package of its template.
public final class ConfigSchema {

  private static final String FILE = "config.schema.json";

  private ConfigSchema() {}

  /// The schema that lies beside `template`.
  public static String beside(Class<?> template) {
    try (InputStream file = template.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(
            "The template '%s' has no schema: there is no '%s' in its package. Put one there."
                .formatted(template.getName(), FILE));
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The schema of the template '%s' could not be read. Look at the jar it came from."
              .formatted(template.getName()),
          e);
    }
  }
}
