package dev.templatedeployer;

import java.util.ArrayList;
import java.util.List;

/// That the service ended by itself, and who wants to know. It ends by itself only when it cannot
/// go on; whoever started it should end the process, so that it is started anew.
final class Death {

  private final List<Runnable> mourners = new ArrayList<>();
  private boolean hasCome;

  /// Has come, for the reason that the log tells. May be called on any thread; a second time is
  /// nothing new.
  void come() {
    List<Runnable> told;
    synchronized (this) {
      if (hasCome) {
        return;
      }
      hasCome = true;
      told = List.copyOf(mourners);
    }
    told.forEach(Runnable::run);
  }

  /// Has `action` run when it comes, or now if it has.
  void onDeath(Runnable action) {
    synchronized (this) {
      if (!hasCome) {
        mourners.add(action);
        return;
      }
    }
    action.run();
  }

  synchronized boolean hasCome() {
    return hasCome;
  }
}
