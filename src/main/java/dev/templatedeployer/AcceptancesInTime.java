package dev.templatedeployer;

import dev.templatedeployer.admission.Acceptances;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when deployments were accepted, or soon that it is not known: who decides must not wait
/// for a database.
///
/// Another thread asks. If it has no answer in time, or fails, nobody asks during the pause that
/// follows, and nothing is known. So a database out of reach costs the decisions one short wait
/// every few seconds.
///
/// Safe for use by several threads. There is nothing to close: a thread that asks ends when it has
/// been idle for a minute, or with the process.
final class AcceptancesInTime implements Acceptances {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptancesInTime.class);

  private static final Duration PATIENCE = Duration.ofMillis(100);

  /// How long nobody asks after an answer that did not come.
  static final Duration PAUSE = Duration.ofSeconds(5);

  private final Source source;
  private final Duration patience;
  private final InstantSource clock;
  private final ExecutorService asking =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("acceptances-", 0).factory());
  private volatile Instant pausedUntil = Instant.MIN;

  /// Knows when deployments were accepted. May block and fail.
  @FunctionalInterface
  interface Source {

    /// What [Acceptances#after] tells.
    List<Instant> after(
        Instant since, TemplateName template, String caller, Principal owner, int most);
  }

  AcceptancesInTime(Source source) {
    this(source, PATIENCE, InstantSource.system());
  }

  /// @param patience how long an answer is waited for
  AcceptancesInTime(Source source, Duration patience, InstantSource clock) {
    this.source = source;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public List<Instant> after(
      Instant since, TemplateName template, String caller, Principal owner, int most) {
    if (clock.instant().isBefore(pausedUntil)) {
      return List.of();
    }
    Future<List<Instant>> answer =
        asking.submit(() -> source.after(since, template, caller, owner, most));
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // A late one is not cancelled: an interrupt could break its connection.
      return unknown(template, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<Instant> unknown(TemplateName template, Exception cause) {
    pausedUntil = clock.instant().plus(PAUSE);
    LOG.atWarn()
        .addKeyValue("template", template)
        .addKeyValue("pause", PAUSE)
        .setCause(cause)
        .log(
            "how often an owner had a template deployed could not be told in time; during the pause only what this process let in of late is counted");
    return List.of();
  }
}
