package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The JSON object that a request carries, with the text that it was written in.
///
/// What cannot be read is never quoted: it may be a secret with a comma too many.
record RequestBody(String text, ObjectNode json) {

  private static final String MEDIA_TYPE = "application/json";
  private static final int MOST_DISCARDED = 1 << 20;

  /// Reads the body of a request.
  ///
  /// @throws Problem if it is no JSON object of a bearable size
  static RequestBody of(Context ctx) {
    checkMediaType(ctx, Set.of(MEDIA_TYPE));
    String text = decoded(bytes(ctx, Json.MAX_BYTES));
    if (text.isBlank()) {
      throw malformed("The body is empty. Send a JSON object.");
    }
    if (!(parsed(text) instanceof ObjectNode object)) {
      throw malformed("The body is JSON, but no object. Send a JSON object.");
    }
    return new RequestBody(text, object);
  }

  /// The value of the field `name` in exactly the bytes that it was sent in.
  ///
  /// @param name a field that the object has
  byte[] verbatim(String name) {
    try (JsonParser parser = Json.factory().createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isIt = parser.currentName().equals(name);
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        if (isIt) {
          int end = (int) parser.currentLocation().getCharOffset();
          return text.substring(start, end).getBytes(UTF_8);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A body was read once and not a second time.", e);
    }
    throw new IllegalArgumentException("The body has no field '%s'.".formatted(name));
  }

  /// @param taken the media types that the body may have, which are all of JSON
  /// @throws Problem if it has another
  static void checkMediaType(Context ctx, Set<String> taken) {
    String type = ctx.header("Content-Type");
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT).replace("\"", "");
    String[] parts = lower.split(";", 2);
    boolean isJson = taken.contains(parts[0].strip());
    boolean isUtf8 = !lower.contains("charset=") || lower.contains("charset=utf-8");
    if (!isJson || !isUtf8) {
      throw Problem.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "UNSUPPORTED_MEDIA_TYPE",
              "The body has to be JSON in UTF-8. Send it with 'Content-Type: application/json'.")
          .with("Accept-Post", String.join(", ", new TreeSet<>(taken)));
    }
  }

  /// The bytes of a body of any media type.
  ///
  /// @throws Problem if there are more than `most`
  static byte[] bytes(Context ctx, int most) {
    if (ctx.req().getContentLengthLong() > most + MOST_DISCARDED) {
      throw tooLarge(most); // before it is all there
    }
    try {
      InputStream body = ctx.req().getInputStream();
      byte[] bytes = body.readNBytes(most + 1);
      if (bytes.length > most) {
        discard(body);
        throw tooLarge(most);
      }
      return bytes;
    } catch (IOException _) {
      throw Problem.of(
              HttpStatus.REQUEST_TIMEOUT,
              "REQUEST_TIMEOUT",
              "The body did not arrive in full, or not in time. Send the request again.")
          .with("Connection", "close");
    }
  }

  /// Lets a sender finish who is only somewhat above the limit: one who still sends when the
  /// connection is closed may never read why.
  private static void discard(InputStream body) {
    byte[] piece = new byte[8192];
    try {
      for (int left = MOST_DISCARDED; left > 0; ) {
        int read = body.read(piece, 0, Math.min(left, piece.length));
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException _) {
      // it does not send the rest, and need not
    }
  }

  private static Problem tooLarge(int most) {
    return Problem.of(
            HttpStatus.CONTENT_TOO_LARGE,
            "TOO_LARGE",
            "The body is larger than %d KiB. Make it smaller, or let the config refer to what is large."
                .formatted(most / 1024))
        .with("Connection", "close");
  }

  private static String decoded(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("The body is not UTF-8. Send JSON in UTF-8.");
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.read(text);
    } catch (StreamConstraintsException e) {
      throw malformed(
          "The body is nested too deep, or has a number or a name that is too long%s."
              .formatted(place(e)));
    } catch (JsonProcessingException e) {
      throw malformed("The body is not JSON%s. Check it there and before.".formatted(place(e)));
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line %d, column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static Problem malformed(String sentence) {
    return Problem.badRequest("MALFORMED_JSON", sentence);
  }
}
