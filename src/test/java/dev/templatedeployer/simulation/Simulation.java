package dev.templatedeployer.simulation;

import dev.templatedeployer.wire.RecordedEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Runs worlds, and makes short the story of one that broke a law.
///
/// Each step has a seed of its own, so that any selection of the steps is a simulation too.
///
/// @param watched the laws that are looked at
/// @param weights how often each act happens
record Simulation(Set<Law> watched, Map<Act, Integer> weights, int steps, Defect defect) {

  /// The most selections that are tried.
  private static final int PATIENCE = 400;

  /// How a world ended.
  ///
  /// @param breach what was wrong, or null if nothing was
  /// @param steps how many steps were done
  /// @param story what was done, with the milliseconds that had passed
  /// @param events all that was committed
  record Ending(
      @Nullable String breach, int steps, List<String> story, List<RecordedEvent> events) {

    boolean isBreach() {
      return breach != null;
    }
  }

  /// Runs the world of `seed`.
  Ending run(long seed) {
    return run(seed, seeds(seed));
  }

  /// The shortest selection that was found of the steps of `seed` and still breaks a law.
  Ending shortened(long seed) {
    long[] left = seeds(seed);
    Ending shortest = run(seed, left);
    left = Arrays.copyOf(left, shortest.steps());
    int tries = 0;
    for (int chunk = left.length / 2; chunk > 0; chunk /= 2) {
      for (int from = 0; from < left.length && tries < PATIENCE; tries++) {
        long[] fewer = without(left, from, Math.min(from + chunk, left.length));
        Ending ending = run(seed, fewer);
        if (ending.isBreach()) {
          left = Arrays.copyOf(fewer, ending.steps());
          shortest = ending;
        } else {
          from += chunk;
        }
      }
    }
    return shortest;
  }

  private Ending run(long seed, long[] stepSeeds) {
    int done = 0;
    try (var world = new World(seed, watched, weights, defect)) {
      @Nullable String breach = null;
      try {
        for (long stepSeed : stepSeeds) {
          done++;
          world.step(new SplittableRandom(stepSeed));
        }
        world.heal();
      } catch (Law.Breach e) {
        breach = String.valueOf(e.getMessage());
      }
      return new Ending(
          breach, done, List.copyOf(world.story()), List.copyOf(world.laws().events()));
    }
  }

  private long[] seeds(long seed) {
    return new SplittableRandom(seed).longs(steps).toArray();
  }

  private static long[] without(long[] all, int from, int to) {
    return LongStream.concat(Arrays.stream(all, 0, from), Arrays.stream(all, to, all.length))
        .toArray();
  }
}
