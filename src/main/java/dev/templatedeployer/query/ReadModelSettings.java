package dev.templatedeployer.query;

import static dev.templatedeployer.settings.Notations.secret;
import static dev.templatedeployer.settings.Notations.text;

import dev.templatedeployer.settings.Secret;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the read model is kept.
///
/// @param url the address of a PostgreSQL database; empty for a file of SQLite
/// @param schema the schema that the tables are in; one process writes it at a time
public record ReadModelSettings(
    Optional<String> url, Optional<String> user, Optional<Secret> password, String schema) {

  private static final String SCHEME = "jdbc:postgresql:";
  private static final Pattern SCHEMA_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /// The database, if it is not a file.
  public static final Setting<Optional<String>> URL =
      Setting.optional("deployer.read-model.url", text())
          .saying(
              "PostgreSQL database of the read model, such as 'jdbc:postgresql://db:5432/deployer'. Left out: a file of SQLite in the state directory.");

  /// Who logs in there.
  public static final Setting<Optional<String>> USER =
      Setting.optional("deployer.read-model.user", text())
          .saying("User of that database, who may create a schema in it.");

  /// With what.
  public static final Setting<Optional<Secret>> PASSWORD =
      Setting.optional("deployer.read-model.password", secret()).saying("Password of that user.");

  /// Where the tables are.
  public static final Setting<String> SCHEMA =
      Setting.of("deployer.read-model.schema", text(), "deployer")
          .saying(
              "Schema of that database for the tables of this instance. Each instance needs one of its own.");

  /// Every setting of the read model.
  public static List<Setting<?>> all() {
    return List.of(URL, USER, PASSWORD, SCHEMA);
  }

  /// As `settings` say.
  ///
  /// @throws IllegalArgumentException with a sentence, if they make no sense
  public static ReadModelSettings from(Settings settings) {
    return new ReadModelSettings(
        settings.get(URL), settings.get(USER), settings.get(PASSWORD), settings.get(SCHEMA));
  }

  public ReadModelSettings {
    if (url.isPresent() && !url.get().startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "'deployer.read-model.url' has to begin with '%s'. Leave it out for a file of SQLite."
              .formatted(SCHEME));
    }
    if (url.filter(address -> address.contains("password=")).isPresent()) {
      throw new IllegalArgumentException(
          "'deployer.read-model.url' holds a password. Give it by 'deployer.read-model.password', which is never printed.");
    }
    if (!SCHEMA_NAME.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot name a schema. Use at most 63 lower-case letters, digits and underscores for 'deployer.read-model.schema'."
              .formatted(schema));
    }
  }

  Database database(Path file) {
    return url.isPresent()
        ? new PostgresSchema(url.get(), user.orElse(null), password.orElse(null), schema)
        : new SqliteFile(file);
  }
}
