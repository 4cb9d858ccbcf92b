package dev.templatedeployer.dev;

import java.io.IOException;
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

  private final DemoApi api;
  private final SplittableRandom random = new SplittableRandom();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sample-traffic").factory());

  /// Traffic that has not begun.
  SampleTraffic(DemoApi api) {
    this.api = api;
  }

  /// Begins.
  void start() {
    var _ =
        clock.scheduleWithFixedDelay(this::deployOne, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void deployOne() {
    try {
      submitOne();
    } catch (DemoApi.Refused e) {
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("a sample deployment was refused");
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("error", e.toString()).log("a sample deployment was not sent");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void submitOne() throws IOException, DemoApi.Refused, InterruptedException {
    switch (random.nextInt(10)) {
      case 0 -> submit("probe", "flaky", "{\"sleepMs\": 1500, \"failAttempts\": 1}");
      case 1 -> submit("probe", "failing", FAILING);
      case 2, 3 ->
          submit("probe", "slow", "{\"sleepMs\": %d}".formatted(random.nextInt(200, 5000)));
      default -> submit("lock", "vesting", lock());
    }
  }

  private void submit(String template, String label, String config)
      throws IOException, DemoApi.Refused, InterruptedException {
    api.submit(template, DemoPeople.STUDIO, label, config);
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
        .formatted(random.nextInt(1000), DemoPeople.DAN, random.nextInt(1, 10_000));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
