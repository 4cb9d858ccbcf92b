package dev.templatedeployer.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All that the step will do because of a command to a canister.
///
/// @param write the values to store, by key
/// @param send what to send, in order
record CanisterDecided(Map<String, byte[]> write, List<Outgoing> send) {

  static final CanisterDecided NOTHING = new CanisterDecided(Map.of(), List.of());

  static CanisterDecided nothingBut(Outgoing outgoing) {
    return new CanisterDecided(Map.of(), List.of(outgoing));
  }

  CanisterDecided and(Outgoing more) {
    var all = new ArrayList<>(send);
    all.add(more);
    return new CanisterDecided(write, all);
  }
}
