package dev.templatedeployer.execute;

import dev.templatedeployer.execute.WorkPartition.Place;
import java.util.ArrayList;
import java.util.List;

/// The work records that one final report settles: that of the start, and those of later
/// instructions that found it running.
final class Receipt {

  private final List<Place> places = new ArrayList<>();
  private boolean isGiven;

  Receipt(Place place) {
    places.add(place);
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
