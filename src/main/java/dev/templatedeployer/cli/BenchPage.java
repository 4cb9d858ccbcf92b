package dev.templatedeployer.cli;

import dev.templatedeployer.bench.BatchResult;
import dev.templatedeployer.bench.BenchReport;
import dev.templatedeployer.bench.LatencyMillis;
import dev.templatedeployer.bench.Written;
import java.time.Duration;
import java.util.Locale;

/// What a benchmark found, for a person.
final class BenchPage {

  private final Look look;

  BenchPage(Look look) {
    this.look = look;
  }

  String text(BenchReport report) {
    var result = report.result();
    var fields =
        new Fields()
            .with("completed", completed(result))
            .with("throughput", look.bold(speed(result)))
            .with("latency", latency(result.latency()));
    if (report.firstBatch() != null) {
      fields.with("first batch", speed(report.firstBatch()) + ", when everything was cold");
    }
    fields.with(
        "flaws",
        "%d %s, %d failed, %d duplicates"
            .formatted(
                result.missing(),
                report.ending() == BenchReport.Ending.STOPPED ? "under way" : "missing",
                result.failed(),
                result.duplicates()));
    var written = report.written();
    return written == null || result.completed() == 0
        ? fields.text(look)
        : fields.text(look) + "\n" + written(written, result.completed());
  }

  private static String completed(BatchResult result) {
    return "%s of %s in %s"
        .formatted(
            whole(result.completed()),
            whole(result.count()),
            Times.length(Duration.ofNanos(result.nanos())));
  }

  private static String speed(BatchResult result) {
    return whole(result.completedPerSecond()) + " a second";
  }

  private static String latency(LatencyMillis latency) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms",
        latency.p50(),
        latency.p95(),
        latency.p99(),
        latency.max());
  }

  private String written(Written written, int deployments) {
    var table = new Table("WRITTEN FOR EACH DEPLOYMENT", "RECORDS", "BYTES", "MARKERS");
    for (var topic : written.topics()) {
      table.row(
          topic.name(),
          exact(topic.records() / deployments),
          whole(topic.bytes() / deployments),
          exact(topic.markers() / deployments));
    }
    table.row(
        look.bold(written.isSampled() ? "all, from a sample" : "all"),
        look.bold(exact(written.records() / deployments)),
        look.bold(whole(written.bytes() / deployments)),
        look.bold(exact(written.markers() / deployments)));
    return table.text(look).indent(2);
  }

  private static String exact(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static String whole(double number) {
    return ReadableJson.amount(Long.toString(Math.round(number)));
  }
}
