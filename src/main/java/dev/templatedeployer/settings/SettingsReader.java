package dev.templatedeployer.settings;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one reader of command line, environment and settings file; the earlier of them wins.
///
/// - On the command line and in the file a setting has its declared name.
/// - In the environment it is spelled `DEPLOYER_EXECUTOR_TIME_LIMIT`. A variable without a value
///   counts as not there. A secret may be in a file that `DEPLOYER_..._FILE` names.
/// - What begins with `kafka.` (`DEPLOYER_KAFKA_`) is meant for the Kafka clients and not looked
///   at.
///
/// Every mistake is found before any is reported, also in a value that another one overrides.
public final class SettingsReader {

  private final DeclaredSettings declared;
  private final Set<String> otherVariables;

  /// @param declared every setting of the program
  /// @param otherVariables variables that begin with `DEPLOYER_` and are none of our settings
  public SettingsReader(Collection<Setting<?>> declared, Set<String> otherVariables) {
    this.declared = new DeclaredSettings(declared);
    this.otherVariables = Set.copyOf(otherVariables);
  }

  /// Reads all settings.
  ///
  /// @param file the settings file, or null if there is none
  /// @throws SettingsMistakes if anything is wrong with any of them
  public Settings read(
      Map<String, String> commandLine, Map<String, String> environment, @Nullable Path file) {
    var reading = new Reading(declared);
    if (file != null) {
      reading.file(file);
    }
    reading.environment(environment, otherVariables);
    reading.commandLine(commandLine);
    return reading.settings();
  }
}
