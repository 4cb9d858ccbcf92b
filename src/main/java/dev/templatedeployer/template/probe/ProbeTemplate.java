package dev.templatedeployer.template.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/// Sleeps, crashes, hangs, fails or succeeds, as its config says.
///
/// A deployment of it creates nothing, so it may be repeated at will.
public final class ProbeTemplate implements Template<ProbeConfig> {

  /// The system property that has to be `true` before a probe may bring the process down.
  public static final String MAY_CRASH = "deployer.probe.may-crash";

  private static final String SCHEMA = "config.schema.json";

  /// As if the process had been killed.
  private static final int KILLED = 137;

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Probe";
  }

  @Override
  public String description() {
    return "Creates nothing: it sleeps, fails, hangs or crashes as its config says. For trying, tests"
        + " and benchmarks.";
  }

  @Override
  public Class<ProbeConfig> configType() {
    return ProbeConfig.class;
  }

  @Override
  public String configSchema() {
    try (InputStream schema = ProbeTemplate.class.getResourceAsStream(SCHEMA)) {
      return new String(Objects.requireNonNull(schema, SCHEMA).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The schema of the probe cannot be read from its jar.", e);
    }
  }

  @Override
  public boolean isForDevelopment() {
    return true;
  }

  @Override
  public TemplateResult create(ProbeConfig config, TemplateContext context)
      throws TemplateFailure, InterruptedException {
    sleep(config);
    if (Boolean.TRUE.equals(config.crash())) {
      crash();
    }
    if (config.hang() != null) {
      hang(config.hang());
    }
    if (isToFail(config, context.attempt())) {
      fail(config.fail() == null ? ProbeConfig.Fail.USUAL : config.fail());
    }
    return new TemplateResult(config.result() == null ? Map.of() : config.result());
  }

  private static void sleep(ProbeConfig config) throws InterruptedException {
    long least = config.sleepMs() == null ? 0 : config.sleepMs();
    long spread = config.jitterMs() == null ? 0 : config.jitterMs();
    long millis = least + ThreadLocalRandom.current().nextLong(spread + 1);
    if (millis > 0) {
      Thread.sleep(millis);
    }
  }

  private static void crash() throws PermanentFailure {
    if (!Boolean.getBoolean(MAY_CRASH)) {
      throw new PermanentFailure(
          "CRASH_NOT_ALLOWED",
          "The probe may not bring this process down. Start it with -D%s=true if it should."
              .formatted(MAY_CRASH));
    }
    Runtime.getRuntime().halt(KILLED);
  }

  private static void hang(ProbeConfig.Hang hang) throws InterruptedException {
    var never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        if (hang == ProbeConfig.Hang.UNTIL_INTERRUPTED) {
          throw e;
        }
      }
    }
  }

  private static boolean isToFail(ProbeConfig config, int attempt) {
    return config.failAttempts() == null ? config.fail() != null : attempt <= config.failAttempts();
  }

  private static void fail(ProbeConfig.Fail fail) throws TemplateFailure {
    String code = fail.code() == null ? "PROBE_FAILED" : fail.code();
    String message =
        fail.message() == null ? "The probe failed, as its config says it should." : fail.message();
    if (Boolean.TRUE.equals(fail.unexpectedly())) {
      throw new IllegalStateException(message);
    }
    if (Boolean.FALSE.equals(fail.retryable())) {
      throw new PermanentFailure(code, message);
    }
    Duration wait = fail.retryAfterMs() == null ? null : Duration.ofMillis(fail.retryAfterMs());
    throw new RetryableFailure(code, message, wait, null);
  }
}
