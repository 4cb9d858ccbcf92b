package dev.templatedeployer;

import dev.templatedeployer.control.log.ControlFollower;
import dev.templatedeployer.execute.Executor;
import dev.templatedeployer.http.Health;
import dev.templatedeployer.query.Projector;
import dev.templatedeployer.query.ProjectorHealth;
import dev.templatedeployer.stream.DeploymentStreams;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// How the service is, part by part. Everything here is known in memory.
///
/// @param streams decides
/// @param projector keeps the read model up
/// @param executor runs templates
/// @param control knows what holds
/// @param trouble tells why records cannot be written at present
/// @param missing knows which topics are missing
record ServiceHealth(
    DeploymentStreams streams,
    Projector projector,
    Executor executor,
    Death death,
    ControlFollower control,
    Supplier<Optional<String>> trouble,
    MissingTopics missing)
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
    return List.of(brokers(), topics(), decisions(), readModel(), questions(), work(), heldBack());
  }

  @Override
  public List<Check> started() {
    return List.of(new Check("streams", streams.isRunning(), running()), readModel());
  }

  private Check brokers() {
    return of("brokers", trouble.get(), "Records can be written.");
  }

  /// A missing topic that does not stop decisions is no reason to be sent no requests: it concerns
  /// one template or one backend, and all instances alike.
  private Check topics() {
    Optional<String> stop = missing.stop();
    List<String> bearable = missing.bearable();
    return stop.isEmpty() && !bearable.isEmpty()
        ? Check.warning("topics", String.join(" ", bearable))
        : of("topics", stop, "All topics are there.");
  }

  /// Kafka Streams stays RUNNING when its brokers are gone, so this rests on what moves.
  private Check decisions() {
    if (!streams.isRunning()) {
      return new Check("streams", false, running());
    }
    Optional<String> why =
        missing
            .stop()
            .or(trouble)
            .or(streams::standstill)
            .map(reason -> "Commands wait in their topic. " + reason);
    return of("streams", why, "Commands are decided.");
  }

  private String running() {
    return streams.isRunning()
        ? "Commands are decided."
        : "The topology is %s; commands wait in their topic until it is RUNNING."
            .formatted(streams.state());
  }

  private static Check of(String name, Optional<String> problem, String well) {
    return new Check(name, problem.isEmpty(), problem.orElse(well));
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

  /// Questions are answered from what the read model has, whatever the brokers do.
  private Check questions() {
    boolean areAnswered =
        projector.hasCaughtUp() && !(projector.health() instanceof ProjectorHealth.Closed);
    return new Check(
        "queries",
        areAnswered,
        areAnswered
            ? "Questions are answered, as of the position that each answer names."
            : "The read model has not caught up with the events yet.");
  }

  private Check work() {
    return executor
        .problem()
        .map(problem -> new Check("executor", false, problem))
        .orElseGet(() -> new Check("executor", true, "Work is taken."));
  }
}
