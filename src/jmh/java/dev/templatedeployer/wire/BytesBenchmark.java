package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.Life;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What it takes to turn facts into bytes and back, and to chain events.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BytesBenchmark {

  private final CommandCodec commands = new CommandCodec(new BuiltInSchemaIds());
  private final EventCodec events = new EventCodec(new BuiltInSchemaIds());
  private final RecordCodec records = new RecordCodec();

  private final DeploymentId id = new DeploymentId("bench-1-m-4711");
  private final Life life = new Life(id.value());
  private final DeploymentEvent requested = life.events().getFirst();
  private final CommandMessage command = new CommandMessage.Deploy(id, null, null, life.request());
  private final RecordedEvent event =
      new RecordedEvent(
          id, 1, new RecordedEvent.Cause("deployments.commands", 3, 4711, null), requested);
  private final StoredRecord record =
      new StoredRecord(
          Objects.requireNonNull(DeploymentRecords.fold(life.events())), EventHash.NONE);

  private final byte[] commandBytes = commands.encode(command);
  private final byte[] eventBytes = events.encode(event);
  private final byte[] recordBytes = records.encode(record);

  @Benchmark
  public byte[] encodeCommand() {
    return commands.encode(command);
  }

  @Benchmark
  public CommandMessage decodeCommand() throws Undecodable {
    return commands.decode(commandBytes);
  }

  @Benchmark
  public byte[] encodeEvent() {
    return events.encode(event);
  }

  @Benchmark
  public RecordedEvent decodeEvent() throws Undecodable {
    return events.decode(eventBytes);
  }

  @Benchmark
  public byte[] encodeRecord() {
    return records.encode(record);
  }

  @Benchmark
  public StoredRecord decodeRecord() throws Undecodable {
    return records.decode(recordBytes);
  }

  /// What each record of the store costs at a start, beside reading it.
  @Benchmark
  public boolean isRecordTerminal() throws Undecodable {
    return records.isTerminal(recordBytes);
  }

  /// One link of the chain of hashes.
  @Benchmark
  public EventHash chainEvent() {
    return EventHash.NONE.then(eventBytes);
  }
}
