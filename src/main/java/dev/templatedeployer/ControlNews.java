package dev.templatedeployer;

import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlState;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log of the process what holds: at start, and when something else does.
final class ControlNews {

  private static final Logger LOG = LoggerFactory.getLogger("dev.templatedeployer.control");

  private ControlNews() {}

  /// A line for each thing that holds work or deployments back.
  static void logWhatHolds(Controls controls) {
    records(controls).stream()
        .filter(record -> isHoldup(controls, record))
        .forEach(record -> log(record, "this holds since before the start"));
  }

  /// A line for each thing that is new in `after`.
  static void log(Controls before, Controls after) {
    List<ControlRecord<?>> known = records(before);
    records(after).stream()
        .filter(record -> !known.contains(record))
        .forEach(record -> log(record, "this holds from now on"));
  }

  /// What holds work and deployments back at `now`, in a sentence or a few.
  static String sentence(Controls controls, Instant now) {
    var sentences = new ArrayList<String>();
    controls
        .emergencyStop()
        .ifPresent(stop -> sentences.add("Stopped for an emergency %s.".formatted(stop.words())));
    controls
        .maintenance(now)
        .ifPresent(on -> sentences.add("In maintenance, switched on %s.".formatted(on.words())));
    controls.pauses().keySet().stream()
        .sorted(Comparator.comparing(TemplateName::value))
        .flatMap(template -> controls.pause(template).stream())
        .forEach(pause ->
            sentences.add(
                "The template '%s' was paused %s."
                    .formatted(pause.state().template(), pause.words())));
    return sentences.isEmpty() ? "Nothing is held back." : String.join(" ", sentences);
  }

  private static void log(ControlRecord<?> record, String sentence) {
    LOG.atInfo()
        .addKeyValue("state", record.state())
        .addKeyValue("by", record.by())
        .addKeyValue("at", record.at())
        .addKeyValue("reason", record.reason())
        .log(sentence);
  }

  private static boolean isHoldup(Controls controls, ControlRecord<?> record) {
    return switch (record.state()) {
      case ControlState.AccessGrant _ -> false;
      case ControlState.TemplatePause pause -> pause.isPaused();
      case ControlState.Maintenance _ -> controls.maintenance(Instant.now()).isPresent();
      case ControlState.EmergencyStop stop -> stop.isOn();
    };
  }

  private static List<ControlRecord<?>> records(Controls controls) {
    var all = new ArrayList<ControlRecord<?>>(controls.access().values());
    all.addAll(controls.pauses().values());
    if (controls.lastMaintenance() != null) {
      all.add(controls.lastMaintenance());
    }
    if (controls.lastStop() != null) {
      all.add(controls.lastStop());
    }
    return all;
  }
}
