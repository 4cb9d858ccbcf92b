package dev.templatedeployer.bench.suite;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/// All programs that take part in a measurement: those that were started for it, and this one, the
/// generator of the load.
///
/// Belongs to the thread of the scenario, all but [#stop].
final class Programs implements AutoCloseable {

  private static final String GENERATOR = "generator";
  private static final double NANOS_OF_A_SECOND = 1e9;

  private final ConcurrentLinkedDeque<Program> started = new ConcurrentLinkedDeque<>();
  private volatile boolean isStopped;

  /// Keeps a program, so that it ends with the others.
  void add(Program program) {
    started.add(program);
    if (isStopped) {
      program.close();
    }
  }

  /// CPU time that each has used so far; of programs of one name, that of the busiest.
  Map<String, Double> cpuSeconds() {
    var seconds = new HashMap<String, Double>();
    started.forEach(program -> seconds.merge(program.name(), inSeconds(program.cpu()), Math::max));
    var own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    seconds.put(GENERATOR, inSeconds(own));
    return seconds;
  }

  private static double inSeconds(Duration duration) {
    return duration.toNanos() / NANOS_OF_A_SECOND;
  }

  /// The process ids of those that run.
  Map<String, Long> pids() {
    var pids = new HashMap<String, Long>();
    pids.put(GENERATOR, ProcessHandle.current().pid());
    started.stream()
        .filter(Program::isAlive)
        .forEach(program -> pids.put(program.name(), program.pid()));
    return pids;
  }

  /// Ends all at once, and those that are yet to be added. From any thread.
  void stop() {
    isStopped = true;
    started.forEach(Program::close);
  }

  /// Ends all, the last that was started first.
  @Override
  public void close() {
    started.descendingIterator().forEachRemaining(Program::close);
  }
}
