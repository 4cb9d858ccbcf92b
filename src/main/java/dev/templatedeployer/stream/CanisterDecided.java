package dev.templatedeployer.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that the step will do because of a command to a canister.
///
/// @param write the values to store, by key
/// @param taken the command to remember, or null if it has no id or was not taken
/// @param send what to send, in order
record CanisterDecided(
    Map<String, byte[]> write, @Nullable TakenCommand taken, List<Outgoing> send) {

  static final CanisterDecided NOTHING = new CanisterDecided(Map.of(), null, List.of());

  static CanisterDecided nothingBut(Outgoing outgoing) {
    return new CanisterDecided(Map.of(), null, List.of(outgoing));
  }

  CanisterDecided and(Outgoing more) {
    var all = new ArrayList<>(send);
    all.add(more);
    return new CanisterDecided(write, taken, all);
  }

  CanisterDecided remembering(@Nullable TakenCommand command) {
    return new CanisterDecided(write, command, send);
  }
}
