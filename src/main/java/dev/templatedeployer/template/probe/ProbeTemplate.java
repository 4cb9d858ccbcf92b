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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Creates nothing, and does what its config says on the way. Idempotent by having no effect.
public final class ProbeTemplate implements Template<ProbeConfig> {

  /// System property that has to be `true` for a probe to end the process. Without it `crash` fails
  /// the attempt.
  public static final String MAY_CRASH = "deployer.probe.may-crash";

  private static final Duration STUBBORN_FOR = Duration.ofHours(1);
  private static final int EXIT_CODE = 86;

  private final String schema = schema();

  /// Made by the service loader.
  public ProbeTemplate() {}

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
    return "Creates nothing. Sleeps, fails, hangs or crashes as its config says: for trying things out, for tests and for"
        + " benchmarks.";
  }

  @Override
  public Class<ProbeConfig> configType() {
    return ProbeConfig.class;
  }

  @Override
  public String configSchema() {
    return schema;
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
    hang(config.hang());
    if (fails(config, context.attempt())) {
      throw failure(config.fail(), context.attempt());
    }
    Map<String, String> result = config.result();
    return result == null ? TemplateResult.created() : new TemplateResult(result);
  }

  private static void sleep(ProbeConfig config) throws InterruptedException {
    int jitter = orZero(config.jitterMs());
    long millis =
        orZero(config.sleepMs())
            + (jitter == 0 ? 0L : ThreadLocalRandom.current().nextLong(jitter + 1L));
    if (millis > 0) {
      Thread.sleep(Duration.ofMillis(millis));
    }
  }

  private static void crash() throws PermanentFailure {
    if (!Boolean.getBoolean(MAY_CRASH)) {
      throw new PermanentFailure(
          "CRASH_NOT_ALLOWED",
          "This probe would end the process. Start it with -D%s=true if you mean it."
              .formatted(MAY_CRASH));
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  private static void hang(ProbeConfig.@Nullable Hang hang) throws InterruptedException {
    switch (hang) {
      case null -> {}
      case INTERRUPTIBLE -> Thread.sleep(Duration.ofDays(1));
      case STUBBORN -> {
        long end = System.nanoTime() + STUBBORN_FOR.toNanos();
        while (System.nanoTime() < end) {
          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
          var _ = Thread.interrupted(); // or parking would return at once from now on
        }
      }
    }
  }

  private static boolean fails(ProbeConfig config, int attempt) {
    Integer failing = config.failAttempts();
    return failing == null ? config.fail() != null : attempt <= failing;
  }

  private static TemplateFailure failure(ProbeConfig.@Nullable Fail fail, int attempt) {
    if (fail == null) {
      return new RetryableFailure(
          "PROBE_FAILED", "The probe failed in attempt %d, as its config says.".formatted(attempt));
    }
    if (Boolean.FALSE.equals(fail.retryable())) {
      return new PermanentFailure(fail.code(), fail.message());
    }
    Integer after = fail.retryAfterMs();
    return new RetryableFailure(
        fail.code(), fail.message(), after == null ? null : Duration.ofMillis(after), null);
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static String schema() {
    try (InputStream in = ProbeTemplate.class.getResourceAsStream("config.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("The schema of the probe's config is not in the jar.");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The schema of the probe's config cannot be read.", e);
    }
  }
}
