package dev.templatedeployer.simulation;

import java.util.EnumMap;
import java.util.Map;

/// What may happen in a step, and how often it does if nothing else is said.
enum Act {
  DEPLOY(8),
  CANCEL(5),
  RETRY(3),
  RESEND(2),
  TAKE(12),
  BEAT(4),
  COMMIT(10),
  ABORT(2),
  CRASH_DECIDER(2),
  PAUSE_DECIDER(1),
  SLOW_DECIDER(2),
  STALL(0),
  TURN(12),
  TICK(4),
  END_CALL(6),
  CRASH_EXECUTOR(2),
  PAUSE_EXECUTOR(1),
  NETWORK(2),
  REFUSE(2),
  REPEAT_REPORT(1),
  REBALANCE(1),
  RECOVER(6),
  HOLD(2),
  SET(1),
  SET_CLOCK(1),
  JUMP_CLOCK(0),
  PASS_A_MOMENT(6),
  PASS_SECONDS(8),
  PASS_MINUTES(1),
  HICCUPS(1),
  OVERLOAD(0);

  private final int usually;

  Act(int usually) {
    this.usually = usually;
  }

  /// How often each happens usually.
  static Map<Act, Integer> usually() {
    var weights = new EnumMap<Act, Integer>(Act.class);
    for (Act act : values()) {
      weights.put(act, act.usually);
    }
    return weights;
  }

  /// As usual, but for some.
  static Map<Act, Integer> usuallyBut(Map<Act, Integer> others) {
    Map<Act, Integer> weights = usually();
    weights.putAll(others);
    return weights;
  }
}
