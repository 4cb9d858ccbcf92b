package dev.templatedeployer.execute;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.execute.WorkPartition.Place;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.wire.TraceContext;
import java.util.Map;

/// Follows the instructions of work records: begins runs, stops them, and puts newer ones in the
/// place of older ones. Called by the consumer's thread alone.
final class Instructions {

  private final Map<TemplateName, HostedTemplate<?>> templates;
  private final Runs runs;
  private final Runner runner;
  private final Reports reports;
  private final ReportSender sender;
  private final Time time;

  Instructions(
      Map<TemplateName, HostedTemplate<?>> templates,
      Runs runs,
      Runner runner,
      Reports reports,
      ReportSender sender,
      Time time) {
    this.templates = Map.copyOf(templates);
    this.runs = runs;
    this.runner = runner;
    this.reports = reports;
    this.sender = sender;
    this.time = time;
  }

  /// Follows `work`, which was read at `place`.
  ///
  /// @param trace what its reports carry on
  /// @throws IllegalArgumentException if it is for a template that is not hosted here
  void follow(Work work, Place place, TraceContext trace) {
    switch (work) {
      case Work.Start start -> start(start, place, trace);
      case Work.Stop stop -> stop(stop, place, trace);
    }
  }

  /// Leaves the runs of `partition` to whoever owns it next: they read their records again.
  void handOver(WorkPartition partition) {
    for (Run run : runs.newest()) {
      if (run.partition().equals(partition)) {
        interrupt(run, Interruption.HANDED_OVER);
        runs.forget(run);
      }
    }
  }

  /// Whether work for `id` replaces or stops something that is queued or runs here.
  boolean concernARun(DeploymentId id) {
    return runs.find(id) != null;
  }

  private void start(Work.Start start, Place place, TraceContext trace) {
    HostedTemplate<?> template = templates.get(start.template());
    if (template == null) {
      throw new IllegalArgumentException(
          "The template '%s' is not hosted here.".formatted(start.template()));
    }
    Run older = runs.find(start.id());
    if (older != null) {
      interrupt(older, Interruption.SUPERSEDED);
      older.receipt().give();
    } else if (sender.settles(start.id(), start.token(), place)) {
      return; // it ran here before the partition went and came back
    }
    runner.offer(new Run(start, template, new Receipt(place, trace), place.partition()));
  }

  /// Every stop is answered by one final report of its start: that of the run which it finds, or
  /// one that is under way already, or else its own.
  private void stop(Work.Stop stop, Place place, TraceContext trace) {
    Run run = runs.find(stop.id());
    if (run != null && run.start().token().compareTo(stop.token()) > 0) {
      place.finish(); // it is about an older start
    } else if (run != null && run.answersFor(stop.token())) {
      run.receipt().add(place);
      if (interrupt(run, Interruption.STOPPED) == Run.State.QUEUED) {
        runs.forget(run);
        sender.conclude(reports.stopped(stop), run.receipt());
      }
    } else if (!sender.settles(stop.id(), stop.token(), place)) {
      sender.conclude(reports.stopped(stop), new Receipt(place, trace));
    }
  }

  private Run.State interrupt(Run run, Interruption reason) {
    Run.State before = run.interrupt(reason, time.nanos());
    if (before == Run.State.QUEUED) {
      runner.withdraw(run);
    }
    return before;
  }
}
