package dev.templatedeployer;

import dev.templatedeployer.control.log.ControlFollower;
import dev.templatedeployer.execute.Executor;
import dev.templatedeployer.http.Health;
import dev.templatedeployer.query.Projector;
import dev.templatedeployer.query.ProjectorHealth;
import dev.templatedeployer.stream.DeploymentStreams;
import java.time.Instant;
import java.util.List;

/// How the service is, part by part. Everything here is known in memory.
///
/// @param streams decides
/// @param projector keeps the read model up
/// @param executor runs templates
/// @param control knows what holds
record ServiceHealth(
    DeploymentStreams streams,
    Projector projector,
    Executor executor,
    Death death,
    ControlFollower control)
    implements Health {

  @Override
  public List<Check> alive() {
    return List.of(
        new Check(
            "streams",
            streams.isAlive() && !death.hasCome(),
            "The topology is %s.".formatted(streams.state())),
        new Check(
            "executor",
            executor.isAlive(),
            executor.isAlive() ? "The executor lives." : executor.problem().orElse("It ended.")));
  }

  @Override
  public List<Check> ready() {
    return List.of(topology(), readModel(), work(), heldBack());
  }

  @Override
  public List<Check> started() {
    return List.of(topology(), readModel());
  }

  private Check topology() {
    return new Check(
        "streams",
        streams.isRunning(),
        streams.isRunning()
            ? "Commands are decided."
            : "The topology is %s; commands wait in their topic until it is RUNNING."
                .formatted(streams.state()));
  }

  /// What an operator holds back is no fault: a process that is not sent requests could not be told
  /// to go on.
  private Check heldBack() {
    return control
        .problem()
        .map(problem -> new Check("control", false, problem))
        .orElseGet(
            () -> new Check("control", true, ControlNews.sentence(control.get(), Instant.now())));
  }

  private Check readModel() {
    return switch (projector.health()) {
      case ProjectorHealth.Following _ ->
          new Check("read-model", true, "The read model follows the events.");
      case ProjectorHealth.CatchingUp _ ->
          new Check("read-model", false, "The read model is catching up with the events.");
      case ProjectorHealth.Waiting(var why) -> new Check("read-model", false, why);
      case ProjectorHealth.Stopped(var why) -> new Check("read-model", false, why);
      case ProjectorHealth.Closed _ -> new Check("read-model", false, "The read model is closed.");
    };
  }

  private Check work() {
    return executor
        .problem()
        .map(problem -> new Check("executor", false, problem))
        .orElseGet(() -> new Check("executor", true, "Work is taken."));
  }
}
