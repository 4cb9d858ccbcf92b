package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.BenchWatcher;
import dev.templatedeployer.bench.KafkaBenchClients;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.bench.Workbench;
import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.topics.KafkaTopics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/// A broker and services as processes of their own, in a folder of their own, and clients that
/// measure them. Nothing of it is left when it is closed.
///
/// The services have the settings of production, but for what a single broker and a benchmark need:
/// one copy of each topic, and the template `probe`. Belongs to one thread, all but [#stop].
final class TestBed implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  /// How the backends that share the topic of commands are called.
  private static final String SHARED_BACKEND = "backend";

  private static final int LINGER_AT_FULL_SPEED = 5;
  private static final Duration STOP = Duration.ofSeconds(60);

  private final Path folder;
  private final Launch launch;
  private final Ground.OfSettings grounds;
  private final Extent extent;
  private final BenchWatcher watcher;
  private final Recordings recordings;
  private final Map<String, String> settings = new HashMap<>();
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Programs programs = new Programs();
  private final ConcurrentLinkedDeque<Workbench> workbenches = new ConcurrentLinkedDeque<>();
  private Program broker;
  private Ground ground;
  private volatile boolean isStopped;

  /// Starts the broker and makes the topics.
  ///
  /// @param folder empty, and deleted at the end
  /// @param more settings of the services, besides the usual
  TestBed(
      Path folder,
      Launch launch,
      Ground.OfSettings grounds,
      Extent extent,
      BenchWatcher watcher,
      Recordings recordings,
      Map<String, String> more)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    this.folder = folder;
    this.launch = launch;
    this.grounds = grounds;
    this.extent = extent;
    this.watcher = watcher;
    this.recordings = recordings;
    this.port = Loopback.freePort();
    settings.put("kafka.bootstrap.servers", brokers());
    settings.put("deployer.topics.replication", "1");
    settings.put("templates.probe.enabled", "true");
    settings.putAll(more);
    broker = startedBroker();
    try {
      ground = groundWithTopics();
      letBackendsIn();
    } catch (BenchFailed
        | IOException
        | BrokerTrouble
        | InterruptedException
        | RuntimeException e) {
      close();
      throw e;
    }
  }

  private Ground groundWithTopics() throws BrokerTrouble, InterruptedException {
    var found = grounds.of(settings);
    try (var topics = KafkaTopics.at(Map.of("bootstrap.servers", brokers()))) {
      topics.create(found.manifest(), 1);
    }
    return found;
  }

  /// What an operator does once: says who owns the service, and that backends may deploy.
  private void letBackendsIn() throws BenchFailed, IOException, InterruptedException {
    var bootstrap =
        List.of(
            "access",
            "bootstrap",
            "--owner=bench",
            "--backend=" + SHARED_BACKEND,
            "--bootstrap=" + brokers());
    var program =
        Program.start(
            "bootstrap",
            launch.command(List.of(), Launch.DEPLOYER, bootstrap),
            folder.resolve("bootstrap.log"),
            _ -> {});
    keep(program);
    if (!program.awaitSuccess(PATIENCE)) {
      throw BenchFailed.broken(
          "The access list could not be begun. The program said last:\n" + program.lastLines());
    }
  }

  Extent extent() {
    return extent;
  }

  BenchWatcher watcher() {
    return watcher;
  }

  Ground ground() {
    return ground;
  }

  String brokers() {
    return "127.0.0.1:" + port;
  }

  /// The settings that all services have.
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  Path folder() {
    return folder;
  }

  Launch launch() {
    return launch;
  }

  HttpClient http() {
    return http;
  }

  Program broker() {
    return broker;
  }

  /// Starts the broker again, on its old data and port, when it was killed or stopped.
  void restartBroker() throws BenchFailed, IOException, InterruptedException {
    broker = startedBroker();
  }

  private Program startedBroker() throws BenchFailed, IOException, InterruptedException {
    var ready = new ReadyLine("ready ");
    var started =
        Program.start(
            "broker",
            launch.command(
                List.of(),
                Launch.BROKER,
                List.of(folder.resolve("kafka").toString(), Integer.toString(port))),
            folder.resolve("broker.log"),
            ready);
    keep(started);
    ready.await(started, PATIENCE);
    return started;
  }

  /// Starts a service and does not wait until it is ready.
  ///
  /// @param name tells it from others; it has a folder of this name, which it finds again
  /// @param more settings of this one alone
  /// @param options options of its JVM
  ServiceInstance startService(String name, Map<String, String> more, List<String> options)
      throws IOException {
    var stateDir = folder.resolve(name);
    var servicePort = Loopback.freePort();
    var all = new HashMap<>(settings);
    all.put("deployer.state-dir", stateDir.toString());
    all.put("deployer.http.port", Integer.toString(servicePort));
    all.put("deployer.templates-dir", folder.resolve("templates").toString());
    all.putAll(more);
    var arguments = new ArrayList<String>(List.of("serve"));
    all.forEach((setting, value) -> arguments.addAll(List.of("--set", setting + "=" + value)));
    var service =
        ServiceInstance.start(
            name,
            launch,
            http,
            servicePort,
            stateDir,
            folder.resolve(name + ".log"),
            arguments,
            options);
    keep(service.program());
    return service;
  }

  /// Starts the only service, as production would, and waits until it is ready.
  ServiceInstance startService() throws BenchFailed, IOException, InterruptedException {
    var service = startService("service", Map.of(), List.of());
    service.awaitReady(PATIENCE);
    return service;
  }

  /// Keeps a program, so that it ends with the test bed.
  void keep(Program program) {
    programs.add(program);
  }

  /// Asks a service to end.
  ///
  /// @throws BenchFailed if it does not end in order
  void stop(ServiceInstance service) throws BenchFailed, InterruptedException {
    if (!service.program().stop(STOP)) {
      throw BenchFailed.broken(
          "The service '%s' did not stop in order. It said last:\n%s"
              .formatted(service.program().name(), service.program().lastLines()));
    }
  }

  /// Clients that send as many deployments as they can.
  Workbench workbench(String name) throws BenchFailed, BrokerTrouble, InterruptedException {
    return workbench(name, LINGER_AT_FULL_SPEED, watcher);
  }

  /// Clients that send each deployment at once.
  Workbench promptWorkbench(String name) throws BenchFailed, BrokerTrouble, InterruptedException {
    return workbench(name, 0, watcher);
  }

  private Workbench workbench(String name, int lingerMillis, BenchWatcher whom)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    var opened = Workbench.open(name, ground.target(), clients(lingerMillis), whom);
    workbenches.add(opened);
    if (isStopped) {
      opened.stop();
    }
    return opened;
  }

  KafkaBenchClients clients(int lingerMillis) {
    return new KafkaBenchClients(Map.of("bootstrap.servers", brokers()), lingerMillis);
  }

  /// Runs a batch beside whatever this thread does.
  ///
  /// @param id no other batch of this test bed may have it
  Background background(String id, Load load) {
    return Background.start(
        id,
        () -> {
          try (var workbench = workbench(id, 0, (_, _, _, _) -> {})) {
            return workbench.run(id, "b", load);
          }
        });
  }

  /// What the programs have used so far.
  CpuReading cpu() {
    return new CpuReading(programs.cpuSeconds(), Machine.busySeconds(), System.nanoTime());
  }

  /// Starts to record what all programs do, if that is wanted.
  void startRecording() throws BenchFailed, IOException, InterruptedException {
    recordings.start(programs.pids());
  }

  /// Ends what [#startRecording] started.
  ///
  /// @param label what was measured
  void endRecording(String label) throws BenchFailed, IOException, InterruptedException {
    recordings.end(programs.pids(), label);
  }

  /// Lets time pass.
  void pause(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  /// Ends all of it at once. From any thread; what it measures then fails.
  void stop() {
    isStopped = true;
    workbenches.forEach(Workbench::stop);
    programs.stop();
  }

  @Override
  public void close() {
    programs.close();
    http.shutdownNow();
  }

  /// Deletes its folder. For when it is closed.
  void delete() throws IOException {
    if (Files.exists(folder)) {
      DiskUse.delete(folder);
    }
  }
}
