package dev.templatedeployer.domain;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What it takes to decide, and to fold what was decided.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RulesBenchmark {

  private final Life life = new Life("bench-1-m-4711");
  private final DeploymentCommand deploy = life.deploy();
  private final List<DeploymentEvent> events = life.events();
  private final DeploymentRecord pending =
      Objects.requireNonNull(DeploymentRecords.fold(events.subList(0, 1)));
  private final DeploymentCommand succeeded = life.succeeded(pending);

  /// A new request.
  @Benchmark
  public Object decideDeploy() {
    return Deployments.decide(null, deploy);
  }

  /// The report that ends a deployment.
  @Benchmark
  public Object decideSucceeded() {
    return Deployments.decide(pending, succeeded);
  }

  /// All events of a deployment, folded.
  @Benchmark
  public Object evolveAll() {
    return DeploymentRecords.fold(events);
  }
}
