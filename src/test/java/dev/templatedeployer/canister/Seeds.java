package dev.templatedeployer.canister;

import java.util.SplittableRandom;

/// Runs a law over many generated cases, each made from a seed of its own. A case that breaks the
/// law fails with its seed, from which it can be made again: `Seeds.only(seed, law)`.
public final class Seeds {

  private Seeds() {}

  /// A law that is held against one generated case.
  public interface Law {
    /// Throws an `AssertionError` if it is broken.
    void holdFor(SplittableRandom random) throws Exception;
  }

  /// Holds `law` against `count` cases.
  public static void each(int count, Law law) {
    for (int seed = 1; seed <= count; seed++) {
      only(seed, law);
    }
  }

  /// Holds `law` against the case of one seed.
  public static void only(long seed, Law law) {
    try {
      law.holdFor(new SplittableRandom(seed));
    } catch (Exception | AssertionError broken) {
      throw new AssertionError("seed %d: %s".formatted(seed, broken.getMessage()), broken);
    }
  }
}
