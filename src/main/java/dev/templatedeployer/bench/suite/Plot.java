package dev.templatedeployer.bench.suite;

import java.util.List;
import java.util.Locale;

/// A plot of a few curves as SVG, readable on light and on dark paper.
///
/// @param x the axis to the right
/// @param y the axis upwards
record Plot(String title, Axis x, Axis y, List<Curve> curves) {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 76;
  private static final int RIGHT = 36;
  private static final int RIGHT_WITH_NAMES = 236;
  private static final int TOP = 64;
  private static final int BOTTOM = 60;
  private static final int LINE_HEIGHT = 18;
  private static final int COLOURS = 6;

  private static final String STYLE =
      """
      text { font: 13px system-ui, sans-serif; fill: #333 }
      .title { font-size: 16px; font-weight: 600 }
      .grid { stroke: #ddd; stroke-width: 1 }
      .curve { fill: none; stroke-width: 2 }
      .c0 { stroke: #2f6fb5 } .c1 { stroke: #c8641c } .c2 { stroke: #2b8a57 }
      .c3 { stroke: #8a5bc0 } .c4 { stroke: #b8466b } .c5 { stroke: #7c7f22 }
      @media (prefers-color-scheme: dark) {
        text { fill: #ddd }
        .grid { stroke: #444 }
        .c0 { stroke: #6aa7ea } .c1 { stroke: #f09a57 } .c2 { stroke: #5fc48d }
        .c3 { stroke: #b995ea } .c4 { stroke: #ea86a5 } .c5 { stroke: #bfc35a }
      }
      """;

  Plot {
    curves = List.copyOf(curves);
  }

  /// One curve.
  record Curve(String label, List<Point> points) {
    Curve {
      points = List.copyOf(points);
    }
  }

  /// One point, in the units of the axes.
  record Point(double x, double y) {}

  /// The drawing.
  String svg() {
    var svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n",
            WIDTH,
            HEIGHT));
    svg.append(
        String.format(
            Locale.ROOT, "<title>%s</title>\n<style>\n%s</style>\n", escaped(title), STYLE));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"title\" x=\"%d\" y=\"24\">%s</text>\n",
            LEFT,
            escaped(title)));
    axes(svg);
    for (var i = 0; i < curves.size(); i++) {
      curve(svg, curves.get(i), i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (var tick : y.ticks()) {
      var at = vertical(tick.value());
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
              LEFT,
              WIDTH - right(),
              at,
              at));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
              LEFT - 8,
              at + 4,
              escaped(tick.label())));
    }
    for (var tick : x.ticks()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
              horizontal(tick.value()),
              HEIGHT - BOTTOM + 20,
              escaped(tick.label())));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
            (LEFT + WIDTH - right()) / 2,
            HEIGHT - 14,
            escaped(x.label())));
    svg.append(
        String.format(
            Locale.ROOT, "<text x=\"8\" y=\"%d\">%s</text>\n", TOP - 18, escaped(y.label())));
  }

  private void curve(StringBuilder svg, Curve curve, int number) {
    var colour = "c" + number % COLOURS;
    svg.append("<polyline class=\"curve ").append(colour).append("\" points=\"");
    for (var point : curve.points()) {
      svg.append(
          String.format(Locale.ROOT, "%.1f,%.1f ", horizontal(point.x()), vertical(point.y())));
    }
    svg.append("\"/>\n");
    if (curves.size() > 1) {
      var at = TOP + 4 + number * LINE_HEIGHT;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"curve %s\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
              colour,
              WIDTH - right() + 14,
              WIDTH - right() + 34,
              at,
              at));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\">%s</text>\n",
              WIDTH - right() + 40,
              at + 4,
              escaped(curve.label())));
    }
  }

  /// Room at the right: for half of the last label, or for the names of the curves.
  private int right() {
    return curves.size() > 1 ? RIGHT_WITH_NAMES : RIGHT;
  }

  private double horizontal(double value) {
    return LEFT + x.share(value) * (WIDTH - LEFT - right());
  }

  private double vertical(double value) {
    return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
