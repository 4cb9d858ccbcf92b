package dev.templatedeployer.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Life;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.RecordedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What it takes to show a deployment in the read model: decode its events, fold them, and write
/// rows, of 500 deployments in one transaction. The time is that of one deployment.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProjectionBenchmark {

  private static final int BATCH = 500;
  private static final String TOPIC = "deployments.events";

  private final EventCodec codec = new EventCodec(new BuiltInSchemaIds());
  private Path folder;
  private ReadModel model;
  private Projection projection;
  private List<ConsumerRecord<byte[], byte[]>> records = List.of();
  private Position after = Position.START;
  private int deployments;
  private long offset;

  /// Makes an empty read model.
  @Setup
  public void open() throws IOException, SQLException {
    folder = Files.createTempDirectory("deployer-jmh-");
    model =
        ReadModel.open(
            folder.resolve("read-model.db"), new EventTopics("jmh", TOPIC, "canisters.events"));
    var canisterCodec = new CanisterEventCodec(new BuiltInSchemaIds());
    var formats = new Formats(codec::decode, canisterCodec::decode, new KeptRecords());
    projection =
        Projection.open(
            model,
            formats,
            (_, _) -> {
              throw new IllegalStateException("There are no canisters here.");
            });
  }

  /// Makes the events of deployments that nobody knows yet.
  @Setup(Level.Invocation)
  public void append() {
    records = new ArrayList<>();
    for (var i = 0; i < BATCH; i++) {
      var id = new DeploymentId("bench-1-m-" + deployments++);
      var version = 1L;
      for (var event : new Life(id.value()).events()) {
        var cause = new RecordedEvent.Cause("deployments.commands", 0, offset, null);
        var value = codec.encode(new RecordedEvent(id, version++, cause, event));
        records.add(new ConsumerRecord<>(TOPIC, 0, offset++, id.value().getBytes(UTF_8), value));
      }
    }
    var next = new TreeMap<>(after.next());
    next.put(new LogPartition(EventLog.DEPLOYMENTS, 0), offset);
    after = new Position(next);
  }

  /// One batch.
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object projectDeployment() throws SQLException {
    var batch = projection.project(records, after);
    if (batch.end() != null) {
      throw new IllegalStateException("The events do not fit.", batch.end());
    }
    return batch;
  }

  /// Deletes it.
  @TearDown
  public void close() throws IOException, SQLException {
    projection.close();
    model.close();
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
