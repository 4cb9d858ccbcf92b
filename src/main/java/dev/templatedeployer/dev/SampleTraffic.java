package dev.templatedeployer.dev;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a believable trickle of deployments, so that there is something to look at: locks that
/// complete, and probes that take a while, fail once, or fail for good.
///
/// Speaks to the API as any client would. One thread of its own.
final class SampleTraffic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SampleTraffic.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final String OWNER = "pz7mb-3demv-3gk3d-pobww-k3tua-e";

  private final URI api;
  private final HttpClient http = HttpClient.newHttpClient();
  private final SplittableRandom random = new SplittableRandom();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sample-traffic").factory());

  private SampleTraffic(URI api) {
    this.api = api;
  }

  /// Traffic to the API at `api`, which has not begun.
  static SampleTraffic to(URI api) {
    return new SampleTraffic(api);
  }

  /// Begins.
  void start() {
    var _ =
        clock.scheduleWithFixedDelay(this::deployOne, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void deployOne() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(api.resolve("/v1/deployments"))
              .header("Content-Type", "application/json")
              .timeout(Duration.ofSeconds(10))
              .POST(HttpRequest.BodyPublishers.ofString(next()))
              .build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        LOG.atWarn()
            .addKeyValue("status", response.statusCode())
            .log("a sample deployment was refused");
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("error", e.toString()).log("a sample deployment was not sent");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String next() {
    return switch (random.nextInt(10)) {
      case 0 -> deployment("probe", "{\"sleepMs\": 1500, \"failAttempts\": 1}", "flaky");
      case 1 -> deployment("probe", FAILING, "failing");
      case 2, 3 ->
          deployment("probe", "{\"sleepMs\": %d}".formatted(random.nextInt(200, 5000)), "slow");
      default -> deployment("lock", lock(), "vesting");
    };
  }

  private static final String FAILING =
      """
      {"fail": {"code": "QUOTA_EXCEEDED", "retryable": false,
                "message": "The account has no cycles left. Top it up, then retry."}}\
      """;

  private String lock() {
    return """
    {"name": "Team allocation %d", "tokenId": "ryjl3-tyaaa-aaaaa-aaaba-cai",
     "beneficiary": "%s", "amount": "%d00000000", "initialBps": 1000,
     "schedule": {"kind": "LINEAR", "duration": "P365D", "every": "DAILY"}}\
    """
        .formatted(random.nextInt(1000), OWNER, random.nextInt(1, 10_000));
  }

  private static String deployment(String template, String config, String label) {
    return """
    {"template": "%s", "owner": "%s", "labels": {"sample": "%s"}, "config": %s}\
    """
        .formatted(template, OWNER, label, config);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    http.close();
  }
}
