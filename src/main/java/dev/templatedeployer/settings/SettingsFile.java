package dev.templatedeployer.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// A settings file: Java properties in UTF-8, each name once.
final class SettingsFile {

  private SettingsFile() {}

  /// The names and texts in `file`; what is wrong with it is added to `mistakes`.
  static Map<String, String> load(Path file, List<String> mistakes) {
    var entries = new TreeMap<String, String>();
    var properties =
        new Properties() {
          @Override
          public synchronized Object put(Object name, Object text) {
            if (entries.put((String) name, (String) text) != null) {
              mistakes.add("%s: it is twice in '%s'. Keep one of them.".formatted(name, file));
            }
            return super.put(name, text);
          }
        };
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException _) {
      mistakes.add("There is no settings file '%s'. Check its path.".formatted(file));
    } catch (CharacterCodingException _) {
      mistakes.add("The settings file '%s' is not in UTF-8. Save it as UTF-8.".formatted(file));
    } catch (IOException e) {
      mistakes.add(
          "The settings file '%s' cannot be read: %s. Check its permissions."
              .formatted(file, e.getMessage()));
    } catch (IllegalArgumentException _) {
      mistakes.add(
          "The settings file '%s' has a '\\u' without four digits behind it. Write '\\\\' for a backslash."
              .formatted(file));
    }
    return entries;
  }
}
