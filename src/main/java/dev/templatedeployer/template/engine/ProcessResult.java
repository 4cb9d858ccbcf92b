package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.TemplateFailure;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Reads the result of a command that ended well: a JSON object, or nothing. What is not that is a
/// permanent failure, since the command would say the same again.
///
/// @param program the name of the command, for its author
/// @param maxBytes the longest result that is read
record ProcessResult(String program, int maxBytes) {

  /// What it wrote to its standard output.
  JsonNode of(Capture stdout) throws PermanentFailure {
    if (stdout.isCut()) {
      throw tooLarge();
    }
    return json(stdout.text());
  }

  /// What it wrote to `file`. A command that has nothing to say may leave the file out. A pipe or a
  /// link is not read.
  JsonNode in(Path file) throws TemplateFailure {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return MissingNode.getInstance();
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw badResult("is no plain file");
      }
      // Read by a stream, which an interruption that comes only now does not close.
      try (var stream = new FileInputStream(file.toFile())) {
        byte[] bytes = stream.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
          throw tooLarge();
        }
        return json(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      }
    } catch (IOException _) {
      throw badResult("cannot be read as UTF-8 text");
    }
  }

  private JsonNode json(String text) throws PermanentFailure {
    if (text.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      JsonNode json = EngineJson.MAPPER.readTree(text);
      if (json.isObject()) {
        return json;
      }
      throw badResult("is no JSON object");
    } catch (JsonProcessingException _) {
      throw badResult("is no JSON");
    }
  }

  private PermanentFailure tooLarge() {
    return new PermanentFailure(
        "RESULT_TOO_LARGE",
        "The command '%s' ended well, and its result has more than 'max-result-bytes'. Raise the limit or shorten the result, then retry."
            .formatted(program));
  }

  private PermanentFailure badResult(String what) {
    return new PermanentFailure(
        "BAD_RESULT",
        "The command '%s' ended well, and its result %s. Mend the command, then retry."
            .formatted(program, what));
  }
}
