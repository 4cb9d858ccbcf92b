package dev.templatedeployer.bench.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class PlotTest {

  @Test
  void drawsEachCurveAsOneLineOfItsPoints() throws Exception {
    var plot =
        new Plot(
            "Slow & <fast>",
            Axis.upTo("open", DoubleStream.of(100)),
            Axis.upTo("a second", DoubleStream.of(10)),
            List.of(
                new Plot.Curve("one", List.of(new Plot.Point(0, 0), new Plot.Point(100, 10))),
                new Plot.Curve("two", List.of(new Plot.Point(0, 10)))));
    var svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(plot.svg().getBytes(UTF_8)));
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Slow & <fast>");
    var lines = svg.getElementsByTagName("polyline");
    assertThat(lines.getLength()).isEqualTo(2);
    assertThat(lines.item(0).getAttributes().getNamedItem("points").getTextContent())
        .isEqualTo("76.0,360.0 524.0,64.0 "); // from corner to corner
    assertThat(plot.svg()).contains(">one</text>", ">two</text>", "prefers-color-scheme: dark");
  }

  @Test
  void hasRoundTicksThatReachAboveAllValues() {
    assertThat(Axis.upTo("", DoubleStream.of(3, 4_321)).ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("0", "1,000", "2,000", "3,000", "4,000", "5,000");
    assertThat(Axis.upTo("", DoubleStream.of(0.25)).ticks().getLast().value())
        .isGreaterThanOrEqualTo(0.25);
  }

  @Test
  void hasPowersOfTenOnALogarithmicAxis() {
    var axis = Axis.powersOfTen("ms", DoubleStream.of(0.5, 700));
    assertThat(axis.ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("0.1", "1", "10", "100", "1,000");
    assertThat(axis.share(10)).isEqualTo(0.5);
    assertThat(axis.share(1_000_000)).isEqualTo(1);
  }
}
