package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An amount over time, drawn with characters.
///
/// @param name what the amount is
/// @param points in the order of time, at least two at different times
record CurvePlot(String name, List<Point> points) {

  private static final int WIDTH = 60;
  private static final int HEIGHT = 10;
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

  CurvePlot {
    points = List.copyOf(points);
  }

  /// An amount at a time.
  record Point(Instant at, double amount, String text) {}

  /// The curve in an answer: its first list of objects that each have a time and an amount.
  static Optional<CurvePlot> of(JsonNode answer) {
    return Stream.concat(Stream.of(answer), answer.properties().stream().map(Map.Entry::getValue))
        .filter(JsonNode::isArray)
        .flatMap(list -> curve(list).stream())
        .findFirst();
  }

  private static Optional<CurvePlot> curve(JsonNode list) {
    var time = field(list.path(0), value -> Json.instant(value.asText()).isPresent());
    var amount = field(list.path(0), value -> NUMBER.matcher(value.asText()).matches());
    if (time.isEmpty() || amount.isEmpty()) {
      return Optional.empty();
    }
    var points = new ArrayList<Point>();
    for (var item : list) {
      var text = item.path(amount.get()).asText("0");
      Json.instant(item, time.get())
          .ifPresent(at -> points.add(new Point(at, new BigDecimal(text).doubleValue(), text)));
    }
    points.sort(Comparator.comparing(Point::at));
    return points.size() > 1 && points.getFirst().at().isBefore(points.getLast().at())
        ? Optional.of(new CurvePlot(amount.get(), points))
        : Optional.empty();
  }

  private static Optional<String> field(JsonNode item, Predicate<JsonNode> isSuch) {
    return item.properties().stream()
        .filter(property -> property.getValue().isValueNode() && isSuch.test(property.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  String text(Look look) {
    var most = points.stream().max(Comparator.comparingDouble(Point::amount)).orElseThrow();
    var label = ReadableJson.amount(most.text());
    var margin = " ".repeat(label.length());
    var text = new StringBuilder("  ").append(look.bold(name)).append('\n');
    var halves = halves(most.amount());
    for (var row = HEIGHT; row >= 1; row--) {
      var left = row == HEIGHT ? label : row == 1 ? margin.substring(1) + "0" : margin;
      text.append("  ").append(left).append(look.either(" │", " |"));
      text.append(look.green(row(halves, row, look).stripTrailing())).append('\n');
    }
    text.append("  ").append(margin).append(look.either(" └", " +"));
    text.append(look.either("─", "-").repeat(WIDTH)).append('\n');
    var from = TIME.format(points.getFirst().at());
    var to = TIME.format(points.getLast().at());
    var gap = " ".repeat(WIDTH - from.length() - to.length());
    return text.append("  ").append(margin).append("  ").append(from + gap + to + "\n").toString();
  }

  /// How many half rows each column fills.
  private long[] halves(double most) {
    var halves = new long[WIDTH];
    var from = points.getFirst().at().toEpochMilli();
    var to = points.getLast().at().toEpochMilli();
    for (var column = 0; column < WIDTH; column++) {
      var amount = amountAt(from + (double) (to - from) * column / (WIDTH - 1));
      halves[column] = most == 0 ? 0 : Math.round(amount * 2 * HEIGHT / most);
    }
    return halves;
  }

  /// The amount between two points, as if it grew evenly.
  private double amountAt(double millis) {
    var before = points.getFirst();
    for (var point : points) {
      if (point.at().toEpochMilli() > millis) {
        var length = point.at().toEpochMilli() - before.at().toEpochMilli();
        var share = (millis - before.at().toEpochMilli()) / length;
        return before.amount() + (point.amount() - before.amount()) * share;
      }
      before = point;
    }
    return before.amount();
  }

  private static String row(long[] halves, int row, Look look) {
    var text = new StringBuilder();
    for (var half : halves) {
      text.append(
          half >= 2L * row
              ? look.either("█", "#")
              : half == 2L * row - 1 ? look.either("▄", ".") : " ");
    }
    return text.toString();
  }
}
