package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.LogKeys.ATTEMPT;
import static dev.templatedeployer.execute.LogKeys.DEPLOYMENT_ID;
import static dev.templatedeployer.execute.LogKeys.ERROR;
import static dev.templatedeployer.execute.LogKeys.TEMPLATE;

import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.UnreadableConfig;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Calls templates, each run on a virtual thread of its own, and reports how they ended.
final class Runner {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final Lanes lanes;
  private final Runs runs;
  private final CanisterHosts hosts;
  private final Reports reports;
  private final ReportSender sender;
  private final ExecutorMetrics metrics;
  private final Time time;

  Runner(
      Lanes lanes,
      Runs runs,
      CanisterHosts hosts,
      Reports reports,
      ReportSender sender,
      ExecutorMetrics metrics,
      Time time) {
    this.lanes = lanes;
    this.runs = runs;
    this.hosts = hosts;
    this.reports = reports;
    this.sender = sender;
    this.metrics = metrics;
    this.time = time;
  }

  /// Runs `run` as soon as there is a place for it.
  void offer(Run run) {
    runs.add(run);
    lanes.add(run);
    beginNext();
  }

  /// Takes back a run that was offered and will never run.
  void withdraw(Run run) {
    lanes.remove(run);
  }

  /// Gives up a run that does not heed its interruption: reports its end without it. Its thread
  /// keeps its place until it ends. If it returns at last, that is reported too, since the canister
  /// then exists.
  void abandon(Run run, Interruption interruption) {
    LOG.atWarn()
        .addKeyValue(DEPLOYMENT_ID, run.id())
        .addKeyValue(TEMPLATE, run.templateName())
        .addKeyValue(ATTEMPT, run.start().token())
        .log(
            "a template does not heed its interruption and keeps a thread; make it stop when it is"
                + " interrupted");
    metrics.abandoned(run.templateName());
    failure(interruption, run)
        .ifPresent(failure -> {
          metrics.ended(run, failure, time);
          sender.concludeSoon(reports.failed(run, failure), run.receipt());
        });
    runs.forget(run);
    runs.threadLeft(run);
  }

  /// Begins what may run.
  void beginNext() {
    for (Run run = lanes.next(); run != null; run = lanes.next()) {
      begin(run);
    }
  }

  private void begin(Run run) {
    runs.threadGiven(run);
    Thread thread = Thread.ofVirtual().name(run.id().value()).unstarted(() -> run(run));
    thread.setContextClassLoader(run.template().template().getClass().getClassLoader());
    thread.start();
  }

  private void run(Run run) {
    try {
      if (run.begin(Thread.currentThread(), time)) {
        Ending ending = call(run);
        conclude(run, ending, run.end());
      }
    } catch (RuntimeException | Error e) {
      LOG.atError()
          .addKeyValue(DEPLOYMENT_ID, run.id())
          .addKeyValue(TEMPLATE, run.templateName())
          .setCause(e)
          .log("the end of a run could not be reported; it is run again when its lease has passed");
    } finally {
      runs.forget(run);
      runs.threadLeft(run);
      lanes.free(run);
      beginNext();
    }
  }

  /// Whatever the template does, this returns.
  private Ending call(Run run) {
    Work.Start start = run.start();
    try {
      Instant deadline = start.deadline();
      if (deadline != null && start.token().drive() == 1 && !time.now().isBefore(deadline)) {
        return new Ending.Threw(Diagnosis.deadlinePassed(deadline), null);
      }
      return Ending.Returned.with(create(run.template(), run));
    } catch (Throwable thrown) {
      return new Ending.Threw(Diagnosis.of(thrown), thrown);
    }
  }

  private <C> @Nullable TemplateResult create(HostedTemplate<C> template, Run run)
      throws UnreadableConfig, TemplateFailure, InterruptedException {
    Work.Start start = run.start();
    C config = template.read(start.config().json());
    return template
        .template()
        .create(config, new RunContext(start, hosts.hostFor(start, run.receipt().trace())));
  }

  private void conclude(Run run, Ending ending, Run.End end) {
    switch (ending) {
      case Ending.Returned(var details) -> {
        sender.conclude(reports.succeeded(run, details), run.receipt());
        metrics.ended(run, null, time);
        logEnd(run, null);
      }
      case Ending.Threw _ when end.wasAbandoned() -> {} // its end was reported without it
      case Ending.Threw(var diagnosis, var thrown) -> {
        if (end.interruption() == null) {
          fail(run, diagnosis);
          logMistake(run, diagnosis, thrown);
        } else {
          failure(end.interruption(), run).ifPresent(failure -> fail(run, failure));
        }
      }
    }
  }

  private void fail(Run run, Diagnosis failure) {
    sender.conclude(reports.failed(run, failure), run.receipt());
    metrics.ended(run, failure, time);
    logEnd(run, failure);
  }

  /// What is reported of a run that was interrupted and did not succeed, if anything.
  private static Optional<Diagnosis> failure(Interruption interruption, Run run) {
    return switch (interruption) {
      case TIME_LIMIT -> Optional.of(Diagnosis.timedOut(run.start().timeLimit()));
      case STOPPED -> Optional.of(Diagnosis.stopped());
      case SUPERSEDED, HANDED_OVER -> Optional.empty();
    };
  }

  /// A quick success is not worth a line: there may be thousands in a second.
  private void logEnd(Run run, @Nullable Diagnosis diagnosis) {
    boolean isQuick = diagnosis == null && run.elapsed(time.nanos()).toMillis() < 1_000;
    LoggingEventBuilder line =
        LOG.atLevel(isQuick ? Level.DEBUG : Level.INFO)
            .addKeyValue(DEPLOYMENT_ID, run.id())
            .addKeyValue(TEMPLATE, run.templateName())
            .addKeyValue(ATTEMPT, run.start().token());
    if (diagnosis != null) {
      line = line.addKeyValue(ERROR, diagnosis.failure().code());
    }
    line.log("attempt ended");
  }

  private static void logMistake(Run run, Diagnosis diagnosis, @Nullable Throwable thrown) {
    if (!diagnosis.isMistakeOfTheTemplate()) {
      return;
    }
    try {
      LOG.atWarn()
          .addKeyValue(DEPLOYMENT_ID, run.id())
          .addKeyValue(TEMPLATE, run.templateName())
          .setCause(thrown)
          .log("a template threw what no template should; tell its author");
    } catch (RuntimeException | StackOverflowError _) {
      // even asking an exception for its message may throw; its failure is reported already
    }
  }
}
