package dev.templatedeployer.bench.suite;

import java.util.Map;
import java.util.TreeMap;

/// CPU time used up to a moment.
///
/// @param byProgram seconds of each of our programs, this one as `generator`
/// @param machine seconds that the whole machine was busy, or NaN if it does not tell
/// @param at the moment, on the clock of `System.nanoTime`
record CpuReading(Map<String, Double> byProgram, double machine, long at) {

  CpuReading {
    byProgram = Map.copyOf(byProgram);
  }

  /// What was used since `before`; programs that are new count from their start.
  Map<String, Double> since(CpuReading before) {
    var used = new TreeMap<String, Double>();
    byProgram.forEach((name, seconds) ->
        used.put(name, Math.max(0, seconds - before.byProgram().getOrDefault(name, 0.0))));
    return used;
  }

  /// How many cores others kept busy since `before`, or NaN if the machine does not tell.
  double coresOfOthersSince(CpuReading before) {
    var ours = since(before).values().stream().mapToDouble(Double::doubleValue).sum();
    return Math.max(0, machine - before.machine() - ours) / ((at - before.at()) / 1e9);
  }
}
