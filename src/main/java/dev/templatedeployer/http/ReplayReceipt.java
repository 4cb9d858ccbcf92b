package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.replay.Item;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.Replay;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The receipt of a replay: every item with what became of it, as JSON or CSV. Written item by
/// item, since there may be many.
final class ReplayReceipt {

  static final String CSV = "text/csv";

  private static final List<String> HEADS =
      List.of(
          "number",
          "deployment_id",
          "template",
          "planned_version",
          "failure_before",
          "fingerprint",
          "result",
          "version",
          "code",
          "sentence");
  private static final String FORMULA_BEGINS = "=+-@\t\r\n";

  private ReplayReceipt() {}

  /// Whether a request wants CSV: it says so with `format=csv`, or prefers it to JSON.
  ///
  /// @throws Problem if it wants a format that there is not
  static boolean isCsvWanted(Context ctx, Parameters parameters) {
    String format = parameters.text("format");
    if (format == null) {
      String accept = ctx.header("Accept");
      return accept != null
          && accept.toLowerCase(Locale.ROOT).contains(CSV)
          && !accept.toLowerCase(Locale.ROOT).contains(Answers.JSON);
    }
    return switch (format) {
      case "csv" -> true;
      case "json" -> false;
      default -> throw Parameters.wrong("'format' has to be 'json' or 'csv'.");
    };
  }

  static void json(Context ctx, Replay replay, Instant now) {
    ctx.res().setContentType(Answers.JSON);
    try (OutputStream out = new BufferedOutputStream(ctx.outputStream())) {
      out.write("{\"replay\":".getBytes(UTF_8));
      out.write(Json.bytes(ReplayJson.of(replay, now)));
      out.write(",\"items\":[".getBytes(UTF_8));
      for (int number = 1; number <= replay.count(); number++) {
        if (number > 1) {
          out.write(',');
        }
        out.write(Json.bytes(ReplayJson.item(replay, number)));
      }
      out.write("]}".getBytes(UTF_8));
    } catch (IOException _) {
      // whoever asked has gone
    }
  }

  static void csv(Context ctx, Replay replay) {
    ctx.res().setContentType(CSV + ";charset=utf-8");
    ctx.header(
        "Content-Disposition", "attachment; filename=\"replay-%s.csv\"".formatted(replay.id()));
    try (OutputStream out = new BufferedOutputStream(ctx.outputStream())) {
      out.write(line(HEADS));
      for (int number = 1; number <= replay.count(); number++) {
        out.write(line(cells(replay, number)));
      }
    } catch (IOException _) {
      // whoever asked has gone
    }
  }

  private static List<String> cells(Replay replay, int number) {
    Item item = replay.items().get(number - 1);
    ItemResult result = replay.results().of(number);
    return List.of(
        Integer.toString(number),
        item.id().value(),
        item.template().value(),
        Long.toString(item.version()),
        item.failureCode(),
        item.fingerprint(),
        replay.status(number).name(),
        result == null || result.version() == null ? "" : result.version().toString(),
        orEmpty(result == null ? null : result.code()),
        orEmpty(result == null ? null : result.sentence()));
  }

  private static byte[] line(List<String> cells) {
    return (cells.stream().map(ReplayReceipt::cell).collect(Collectors.joining(",")) + "\r\n")
        .getBytes(UTF_8);
  }

  /// A cell as RFC 4180 has it. A spreadsheet would take a text that begins like a formula for one,
  /// and may run it; an apostrophe before it makes it a text.
  static String cell(String text) {
    String safe =
        !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean isQuoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isQuoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
