package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A JSON object that the command line names: a file, or `-` for standard input.
final class JsonFile {

  private JsonFile() {}

  /// @throws CommandFailed if it cannot be read or is not one JSON object
  static ObjectNode read(String file, Session session) throws CommandFailed {
    var name = file.equals("-") ? "standard input" : "'" + file + "'";
    try {
      if (Json.read(text(file, session)) instanceof ObjectNode object) {
        return object;
      }
      throw misused("%s holds no JSON object. Write it in braces: {...}.".formatted(name));
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw misused(
          "%s is not JSON: %s (line %d, column %d)."
              .formatted(
                  name,
                  e.getOriginalMessage().lines().findFirst().orElse(""),
                  place.getLineNr(),
                  place.getColumnNr()));
    } catch (NoSuchFileException _) {
      throw misused("Cannot read %s: there is no such file.".formatted(name));
    } catch (CharacterCodingException _) {
      throw misused("Cannot read %s: it is not text in UTF-8.".formatted(name));
    } catch (IOException e) {
      throw misused("Cannot read %s: %s.".formatted(name, e.getMessage()));
    }
  }

  private static String text(String file, Session session) throws IOException {
    return file.equals("-")
        ? new String(session.surroundings().in().readAllBytes(), UTF_8)
        : Files.readString(Path.of(file));
  }

  private static CommandFailed misused(String sentence) {
    return new CommandFailed(ExitCode.USAGE, sentence);
  }
}
