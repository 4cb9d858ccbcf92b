package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.bench.BatchResult;
import dev.templatedeployer.bench.BenchReport;
import dev.templatedeployer.bench.Written;

/// What a benchmark found, for a program. Field names are kept for life.
///
/// @param lingerMillis how long the producer waited for more to send
record BenchJson(Versions versions, String brokers, int lingerMillis) {

  private static final double HUNDREDTHS = 100;

  ObjectNode of(BenchReport report) {
    var plan = report.plan();
    var result = report.result();
    var json = batch(result);
    json.put("ending", report.ending().name());
    json.put("count", plan.count());
    json.put("rate", plan.rate());
    json.put("sleepMs", plan.sleep().toMillis());
    json.put("payloadBytes", plan.payloadBytes());
    json.put("warmup", plan.warmup());
    if (report.firstBatch() != null) {
      json.set("firstBatch", batch(report.firstBatch()));
    }
    if (report.written() != null && result.completed() > 0) {
      put(json, report.written(), result.completed());
    }
    json.putObject("versions")
        .put("deployer", versions.deployer())
        .put("kafkaClients", versions.kafkaClients())
        .put("java", versions.java());
    json.putObject("settings")
        .put("bootstrap", brokers)
        .put("acks", "all")
        .put("lingerMs", lingerMillis);
    return json;
  }

  private static ObjectNode batch(BatchResult result) {
    var json = Json.object();
    json.put("completedPerSecond", rounded(result.completedPerSecond()));
    json.putObject("latencyMs")
        .put("p50", result.latency().p50())
        .put("p95", result.latency().p95())
        .put("p99", result.latency().p99())
        .put("max", result.latency().max());
    json.put("count", result.count());
    json.put("completed", result.completed());
    json.put("failed", result.failed());
    json.put("missing", result.missing());
    json.put("duplicates", result.duplicates());
    json.put("seconds", rounded(result.nanos() / 1e9));
    return json;
  }

  private static void put(ObjectNode json, Written written, int deployments) {
    json.put("recordsPerDeployment", rounded(written.records() / deployments));
    json.put("bytesPerDeployment", rounded(written.bytes() / deployments));
    json.put("markersPerDeployment", rounded(written.markers() / deployments));
    json.put("isSampled", written.isSampled());
    var topics = json.putObject("perTopic");
    for (var topic : written.topics()) {
      topics
          .putObject(topic.name())
          .put("records", rounded(topic.records() / deployments))
          .put("bytes", rounded(topic.bytes() / deployments))
          .put("markers", rounded(topic.markers() / deployments));
    }
  }

  private static double rounded(double number) {
    return Math.round(number * HUNDREDTHS) / HUNDREDTHS;
  }
}
