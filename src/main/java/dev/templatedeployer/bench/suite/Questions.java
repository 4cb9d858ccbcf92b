package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Questions to the API, as an admin's console asks them, one after the other, and how long each
/// kind takes.
///
/// @param id a deployment that is known
record Questions(ServiceInstance service, String id) {

  private static final double NANOS_OF_A_MILLI = 1e6;

  private Map<String, String> paths() {
    var paths = new LinkedHashMap<String, String>();
    paths.put("Get", "/v1/deployments/" + id);
    paths.put("History", "/v1/deployments/" + id + "/events");
    paths.put("List", "/v1/deployments?limit=50");
    paths.put("Filter", "/v1/deployments?limit=50&status=COMPLETED&template=probe");
    return paths;
  }

  /// Asks every kind so many times, and notes `p50Ms` and `p99Ms` of each.
  void ask(int times, Findings findings) throws BenchFailed, IOException, InterruptedException {
    for (var path : paths().entrySet()) {
      ask(path.getValue(), Math.max(1, times / 4)); // for the compilers
      var millis = ask(path.getValue(), times);
      findings.figure("p50Ms" + path.getKey(), at(millis, 0.50));
      findings.figure("p99Ms" + path.getKey(), at(millis, 0.99));
    }
  }

  private double[] ask(String path, int times)
      throws BenchFailed, IOException, InterruptedException {
    var millis = new double[times];
    for (var i = 0; i < times; i++) {
      var began = System.nanoTime();
      var status = service.get(path).statusCode();
      millis[i] = (System.nanoTime() - began) / NANOS_OF_A_MILLI;
      if (status != 200) {
        throw BenchFailed.broken("The API answered '%s' with %d.".formatted(path, status));
      }
    }
    Arrays.sort(millis);
    return millis;
  }

  private static double at(double[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /// Waits until the read model shows everything.
  static void awaitReadModel(ServiceInstance service, Duration patience)
      throws BenchFailed, IOException, InterruptedException {
    service.awaitMetric(
        "the read model shows everything",
        metrics -> metrics.sum("deployer_fold_lag_records", "") == 0,
        patience);
  }
}
