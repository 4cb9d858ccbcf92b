package dev.templatedeployer.template.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// What one check of a config against its schema has taken so far, and the end of it when that is
/// too much: steps, time, and things found wrong.
///
/// A step is one keyword of the schema that is looked at for one value. Time is counted from step
/// to step and no more than [#LONGEST_STEP] of it for each look at the clock, so that a pause of
/// the whole process is not held against a config.
final class Effort extends ExecutionContext {

  /// A config of the largest size that is allowed takes a tenth of it with the schemas we know.
  static final int MOST_STEPS = 1_000_000;

  static final Duration MOST_TIME = Duration.ofSeconds(1);
  private static final Duration LONGEST_STEP = Duration.ofMillis(100);
  private static final int STEPS_PER_LOOK = 16;

  /// The most errors that are kept of one value, or of one alternative for it. Each violation that
  /// is told stands for one or a few.
  private static final int MOST_ERRORS = 10 * HostedTemplate.MAX_VIOLATIONS;

  private final LongSupplier nanoTime;
  private final List<Error> found = getErrors();
  private int steps;
  private long spentNanos;
  private long lastLook;

  Effort(ExecutionConfig config, LongSupplier nanoTime) {
    super(config);
    this.nanoTime = nanoTime;
    this.lastLook = nanoTime.getAsLong();
  }

  /// Everything that was found wrong, as far as it is kept.
  List<Error> found() {
    return found.subList(0, Math.min(found.size(), MOST_ERRORS));
  }

  @Override
  public void evaluationPathAddLast(String name) {
    step();
    super.evaluationPathAddLast(name);
  }

  @Override
  public void evaluationPathAddLast(int index) {
    step();
    super.evaluationPathAddLast(index);
  }

  /// Keeps `error`. An alternative has its own list for as long as it is looked at: that one is not
  /// held any more if there is one error in it, so the later ones can go.
  @Override
  public void addError(Error error) {
    if (getErrors().size() < MOST_ERRORS) {
      super.addError(error);
    }
  }

  private void step() {
    if (found.size() >= MOST_ERRORS) {
      throw new EnoughFound();
    }
    steps++;
    if (steps > MOST_STEPS) {
      throw new TooCostly();
    }
    if (steps % STEPS_PER_LOOK == 0) {
      long now = nanoTime.getAsLong();
      spentNanos += Math.min(now - lastLook, LONGEST_STEP.toNanos());
      lastLook = now;
      if (spentNanos > MOST_TIME.toNanos()) {
        throw new TooCostly();
      }
    }
  }

  /// Says that so much was found wrong that nobody will read more.
  static final class EnoughFound extends RuntimeException {

    private static final long serialVersionUID = 1;

    EnoughFound() {
      super("Enough was found wrong.", null, false, false);
    }
  }
}
