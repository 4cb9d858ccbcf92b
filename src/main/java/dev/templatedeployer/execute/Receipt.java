package dev.templatedeployer.execute;

import dev.templatedeployer.execute.WorkPartition.Place;
import dev.templatedeployer.wire.TraceContext;
import java.util.ArrayList;
import java.util.List;

/// The work records that one final report settles: that of the start, and those of later
/// instructions that found it running.
final class Receipt {

  private final TraceContext trace;
  private final List<Place> places = new ArrayList<>();
  private boolean isGiven;

  /// @param trace the trace of the record at `place`, which the report carries on
  Receipt(Place place, TraceContext trace) {
    this.trace = trace;
    places.add(place);
  }

  TraceContext trace() {
    return trace;
  }

  /// Lets the record at `place` be settled too.
  synchronized void add(Place place) {
    if (isGiven) {
      place.finish();
    } else {
      places.add(place);
    }
  }

  /// Says that the report is safe with the broker, or that none is needed.
  synchronized void give() {
    isGiven = true;
    places.forEach(Place::finish);
    places.clear();
  }
}
