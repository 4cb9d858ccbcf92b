package dev.templatedeployer;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topology's stores on this machine, which hold what their changelogs say up to an offset.
///
/// A changelog that was made anew has other records under the same offsets. What was kept of the
/// old one would be taken for its beginning, so it goes: beside the stores stands which changelogs
/// they follow.
///
/// @param stateDir the folder that holds them
record LocalStores(Path stateDir) {

  private static final Logger LOG = LoggerFactory.getLogger(LocalStores.class);

  /// Where Kafka Streams keeps them.
  Path folder() {
    return stateDir.resolve("streams");
  }

  private Path note() {
    return stateDir.resolve("streams-follow.properties");
  }

  /// Throws them away if they follow a changelog that is not there any more.
  ///
  /// @param changelogs the ids of the changelog topics that are there, by name
  void discardUnlessOf(Map<String, String> changelogs) {
    Map<String, String> followed = followed();
    boolean isOfOthers =
        followed.entrySet().stream()
            .anyMatch(entry -> !entry.getValue().equals(changelogs.get(entry.getKey())));
    if (isOfOthers) {
      LOG.warn("the changelogs were made anew; the stores on this machine are restored from them");
      discard();
    }
  }

  /// Throws them away; they are restored from their changelogs.
  void discard() {
    if (!Files.exists(folder())) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder())) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
      Files.deleteIfExists(note());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The stores in '%s' cannot be deleted. Delete that folder.".formatted(folder()), e);
    }
  }

  /// Notes which changelogs they follow now.
  void follow(Map<String, String> changelogs) {
    var properties = new Properties();
    properties.putAll(new TreeMap<>(changelogs));
    try (Writer writer = Files.newBufferedWriter(note())) {
      properties.store(writer, "The changelogs that the stores beside this follow");
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' cannot be written.".formatted(note()), e);
    }
  }

  private Map<String, String> followed() {
    var properties = new Properties();
    if (Files.exists(note())) {
      try (Reader reader = Files.newBufferedReader(note())) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("'%s' cannot be read.".formatted(note()), e);
      }
    }
    var followed = new HashMap<String, String>();
    properties.forEach((name, id) -> followed.put(String.valueOf(name), String.valueOf(id)));
    return followed;
  }
}
