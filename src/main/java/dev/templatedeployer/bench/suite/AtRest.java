package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.bench.Workbench;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a million finished deployments and ten thousand open ones take: heap, disk, and time to
/// start with them. They are made by the service itself, one by one; the curve of how long each
/// took shows whether it slows down as it fills.
record AtRest() implements Scenario {

  static final String CURVE = "microsPerDeploymentByFinished";

  private static final int WARM_UP = 4;
  private static final int OPEN = 10_000;
  private static final int QUICK_OPEN = 100;
  private static final double MOST_MS_OF_A_QUERY = 50;
  private static final int MOST_HEAP_MIB = 512;
  private static final Duration LONG = Duration.ofMinutes(20);
  private static final double MICROS = 1e6;

  @Override
  public String name() {
    return "at-rest";
  }

  @Override
  public String title() {
    return "1,000,000 finished and 10,000 open deployments";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var service = bed.startService();
    try (var workbench = bed.workbench(name())) {
      new Rounds(bed, workbench, findings).warmUp(WARM_UP);
      fill(bed, workbench, findings);
    }
    Questions.awaitReadModel(service, LONG);
    findings.figure("heapMiBAfterFilling", service.heapAfterCollectionMiB());
    new Questions(service, name() + "-w0-0").ask(bed.extent().of(200, 10), findings);
    disk(bed, service, findings);
    bed.stop(service);

    var limit = "-Xmx%dm".formatted(MOST_HEAP_MIB);
    findings.setting("jvm.restarted", limit);
    start(bed, limit, "AfterAStop", findings);
    findings.goal(Goal.atMost("heapMiBAfterAStop", MOST_HEAP_MIB));
    findings.goal(Goal.atMost("p99MsList", MOST_MS_OF_A_QUERY));
    findings.goal(Goal.atMost("p99MsFilter", MOST_MS_OF_A_QUERY));
  }

  private static void fill(TestBed bed, Workbench workbench, Findings findings)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    var block = bed.extent().of(50_000, 250);
    var blocks = bed.extent().of(20, 4);
    var began = System.nanoTime();
    for (var i = 0; i < blocks; i++) {
      var result = workbench.run("fill %d of %d".formatted(i + 1, blocks), "f" + i, Load.of(block));
      findings.flawsOf("block " + i, result);
      findings.point(CURVE, (i + 1.0) * block, MICROS / result.completedPerSecond());
    }
    findings.figure(
        "completedPerSecondWhileFilling",
        block * (double) blocks * 1e9 / (System.nanoTime() - began));
    var open = Load.of(bed.extent().of(OPEN, QUICK_OPEN)).startingAt(OpenWork.tomorrow());
    findings.flawsOf("the open ones", workbench.run("open more", "o", open.untilAnswered()));
  }

  private static void disk(TestBed bed, ServiceInstance service, Findings findings)
      throws BrokerTrouble, IOException, InterruptedException {
    var stores = service.stateDir();
    findings.figure("diskMiBOfStores", mebibytes(stores.resolve("streams")));
    findings.figure("diskMiBOfReadModel", mebibytes(stores) - mebibytes(stores.resolve("streams")));
    var logs = BrokerLogs.at(bed.brokers()).bytesByTopic();
    findings.figure("diskMiBOfTopics", sum(logs, "deployments."));
    findings.figure("diskMiBOfChangelogs", sum(logs, "template-deployer-"));
  }

  private static double sum(Map<String, Long> logs, String prefix) {
    return logs.entrySet().stream()
            .filter(topic -> topic.getKey().startsWith(prefix))
            .mapToLong(Map.Entry::getValue)
            .sum()
        / (double) (1 << 20);
  }

  private static double mebibytes(Path folder) throws IOException {
    return DiskUse.bytes(folder) / (double) (1 << 20);
  }

  /// Starts the service on what is there, three times: after a clean stop, and after a kill.
  private static void start(TestBed bed, String limit, String suffix, Findings findings)
      throws BenchFailed, IOException, InterruptedException {
    var service = bed.startService("service", Map.of(), List.of(limit));
    var ready = service.awaitReady(LONG);
    findings.figure("readySeconds" + suffix, since(service, ready));
    agenda(bed, service, suffix, findings);
    findings.figure("heapMiB" + suffix, service.heapAfterCollectionMiB());

    service.program().kill();
    var again = bed.startService("service", Map.of(), List.of(limit));
    findings.figure("readySecondsAfterAKill", since(again, again.awaitReady(LONG)));
    agenda(bed, again, "AfterAKill", findings);
    findings.figure("heapMiBAfterAKill", again.heapAfterCollectionMiB());
  }

  private static double since(ServiceInstance service, long moment) {
    return (moment - service.program().startedAt()) / 1e9;
  }

  private static void agenda(TestBed bed, ServiceInstance service, String suffix, Findings findings)
      throws BenchFailed, IOException, InterruptedException {
    service.awaitMetric(
        "all agendas are built",
        metrics -> metrics.sum("deployer_agenda_rebuilding", "") == 0,
        LONG);
    var rebuilds = service.rebuilds();
    findings.figure(
        "agendaRebuildSeconds" + suffix,
        rebuilds.stream()
            .mapToDouble(line -> Duration.parse(line.path("took").asText()).toNanos() / 1e9)
            .sum());
    findings.figure(
        "recordsRead" + suffix,
        rebuilds.stream().mapToDouble(line -> line.path("records").asDouble()).sum());
    var found = rebuilds.stream().mapToInt(line -> line.path("open").asInt()).sum();
    findings.figure("openFound" + suffix, found);
    if (found != bed.extent().of(OPEN, QUICK_OPEN)) {
      findings.flaw("The agenda has %,d open deployments (%s).".formatted(found, suffix));
    }
  }
}
