package dev.templatedeployer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.execute.Executor;
import dev.templatedeployer.execute.ExecutorClients;
import dev.templatedeployer.execute.ExecutorParts;
import dev.templatedeployer.execute.ExecutorSettings;
import dev.templatedeployer.execute.ExecutorTopics;
import dev.templatedeployer.execute.KafkaCanisterHosts;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.template.catalog.Json;
import dev.templatedeployer.wire.CanisterCommandCodec;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.WorkCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;

/// The executor of this installation: what it reads and writes, how much it runs at once, and what
/// it asks of canisters.
///
/// @param instance what this process is called in the groups that it is in
record ExecutorOfInstallation(Blueprint blueprint, String instance) {

  private static final ObjectMapper JSON = Json.mapper();

  /// The consumer group that all executors of the installation share.
  static String group(Settings settings) {
    return settings.get(DeployerSettings.APPLICATION_ID) + "-executors";
  }

  /// The executor, which takes no work before it is started.
  ///
  /// @param control which templates may start anything
  Executor executor(ControlParts control, MeterRegistry registry) {
    SchemaIds ids = blueprint.ids();
    ExecutorSettings how = settings();
    var work = new WorkCodec(ids);
    var reports = new ReportCodec(ids);
    var commands = new CanisterCommandCodec(ids);
    var producer = ExecutorClients.producer(blueprint.withKafka(Map.of()), how);
    return new Executor(
        how,
        new ExecutorParts(
            blueprint.catalog(),
            new ExecutorTopics(blueprint.workTopics(), blueprint.topics().reports().name()),
            work::decode,
            reports::encode,
            blueprint.signer(),
            new KafkaCanisterHosts(
                producer,
                blueprint.topics().canisterCommands().name(),
                (start, config) -> commands.encode(creation(start, config)),
                blueprint.signer()),
            ExecutorClients.consumer(blueprint.withKafka(Map.of()), how),
            producer,
            template -> control.controls().mayStart(template),
            registry));
  }

  private ExecutorSettings settings() {
    Settings settings = blueprint.settings();
    String group = group(settings);
    ExecutorSettings standard = ExecutorSettings.standard(ProcessName.ofThis(), group);
    Duration shortestLease = Duration.ofSeconds(30);
    for (TemplateName name : blueprint.templates()) {
      Duration lease = blueprint.terms().of(name).policy().lease();
      shortestLease = lease.compareTo(shortestLease) < 0 ? lease : shortestLease;
    }
    return new ExecutorSettings(
        standard.name(),
        group,
        instance,
        settings.get(DeployerSettings.RUNS_AT_ONCE),
        standard.parallelismOfATemplate(),
        blueprint.terms().parallelism(),
        standard.queue(),
        standard.startedAfter(),
        shortestLease.dividedBy(3),
        standard.grace(),
        standard.commit());
  }

  /// The record that creates the canister of `start`: for its owner, under the id of the
  /// deployment.
  private static CanisterCommand creation(Work.Start start, Object config) {
    try {
      return new CanisterCommand.Create(
          start.canisterId(),
          start.id().value(),
          start.owner(),
          start.template().value(),
          new JsonBytes(JSON.writeValueAsBytes(config)),
          start.owner(),
          start.id().value(),
          start.acceptedAt());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A config that was read cannot be written again.", e);
    }
  }
}
