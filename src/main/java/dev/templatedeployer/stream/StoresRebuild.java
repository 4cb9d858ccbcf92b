package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.hosting.HostedKinds;
import dev.templatedeployer.stream.InputPositions.Position;
import dev.templatedeployer.wire.CanisterCommandCodec;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Undecodable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/// The stores made anew from the events: folds both logs, checks their chains of hashes on the way,
/// and writes the changelogs that the topology restores its stores from.
///
/// Everything is folded once before anything is thrown away, and then again to be written: a log
/// that no store can be made from costs nobody the stores that are there. All that belongs to one
/// partition is written in one transaction, so that a rebuild that was broken off leaves partitions
/// that are empty, which [StoresCheck] finds, and none that are half full.
///
/// @param what what is rebuilt
/// @param ids how the events are read
/// @param fromTheirBeginning inputs whose records are all to be decided, whatever was read before
public record StoresRebuild(
    KeptStores what,
    SchemaIds ids,
    HostedKinds kinds,
    ObjectMapper json,
    Set<String> fromTheirBeginning) {

  /// An operation with an id is remembered under a key of the window store: the row's key, the time
  /// and a number that is always 0.
  private static final int WINDOW_KEY_BYTES = Long.BYTES + Integer.BYTES;

  public StoresRebuild {
    fromTheirBeginning = Set.copyOf(fromTheirBeginning);
  }

  /// Is told how far it has come.
  @FunctionalInterface
  public interface Listener {

    /// It has come so far.
    ///
    /// @param done offsets passed
    /// @param all offsets to pass
    void reached(long done, long all);
  }

  /// What came of it.
  ///
  /// @param deployments how many the store holds
  /// @param canisters how many the store holds
  /// @param operations how many are remembered by their ids
  /// @param repeated events that came again, and count for nothing
  /// @param passedOver records on the inputs that will be taken for decided although nobody knows
  ///   whether they were, by topic
  public record Result(
      long deployments,
      long canisters,
      long operations,
      long repeated,
      Map<String, Long> passedOver) {

    public Result {
      passedOver = new TreeMap<>(passedOver);
    }
  }

  /// Folds the events, and writes nothing.
  ///
  /// @throws BrokenEvents if no stores can be made from them
  public Result check(Listener listener)
      throws BrokenEvents, ExecutionException, InterruptedException {
    try (var changelogs = ChangelogWriter.of(what);
        var records = new CommittedRecords(what.kafka())) {
      changelogs.refuseWhileInUse();
      var run = new Run(records, changelogs, false, new Steps(listener, length(records), 0));
      return run.all();
    }
  }

  /// Folds the events, throws the changelogs away and writes them anew.
  ///
  /// @throws BrokenEvents if no stores can be made from them; then nothing was thrown away
  public Result run(Listener listener)
      throws BrokenEvents, ExecutionException, InterruptedException {
    try (var changelogs = ChangelogWriter.of(what);
        var records = new CommittedRecords(what.kafka())) {
      changelogs.refuseWhileInUse();
      long length = length(records);
      var first = new Steps(listener, 2 * length, 0);
      new Run(records, changelogs, false, first).all();
      changelogs.makeAnew();
      return new Run(records, changelogs, true, new Steps(listener, 2 * length, length)).all();
    }
  }

  private long length(CommittedRecords records) {
    return List.of(what.deployments(), what.canisters()).stream()
        .map(path -> CommittedRecords.all(path.events(), what.topics().partitions()))
        .flatMap(partitions -> records.ends(partitions).values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /// How far it has come.
  private static final class Steps {

    private final Listener listener;
    private final long all;
    private long done;

    Steps(Listener listener, long all, long done) {
      this.listener = listener;
      this.all = all;
      this.done = done;
    }

    void more(long offsets) {
      done += offsets;
      listener.reached(Math.min(done, all), all);
    }
  }

  /// One passage through all events.
  private final class Run {

    private final CommittedRecords records;
    private final ChangelogWriter changelogs;
    private final boolean isWriting;
    private final Steps steps;
    private final Map<String, Long> passedOver = new TreeMap<>();
    private long deployments;
    private long canisters;
    private long operations;
    private long repeated;

    Run(CommittedRecords records, ChangelogWriter changelogs, boolean isWriting, Steps steps) {
      this.records = records;
      this.changelogs = changelogs;
      this.isWriting = isWriting;
      this.steps = steps;
    }

    Result all() throws BrokenEvents, ExecutionException, InterruptedException {
      for (int partition = 0; partition < what.topics().partitions(); partition++) {
        deployments(partition);
        canisters(partition);
      }
      return new Result(deployments, canisters, operations, repeated, passedOver);
    }

    private void deployments(int partition)
        throws BrokenEvents, ExecutionException, InterruptedException {
      PathTopics path = what.deployments();
      begin();
      var fold = new DeploymentsFold(new EventCodec(ids), rows(path.store(), partition));
      fold(path, partition, fold);
      positions(path, partition, fold.causes());
      commit();
      deployments += fold.things();
    }

    private void canisters(int partition)
        throws BrokenEvents, ExecutionException, InterruptedException {
      PathTopics path = what.canisters();
      begin();
      var fold =
          new CanistersFold(
              new CanisterEventCodec(ids),
              kinds,
              json,
              rows(path.store(), partition),
              Instant.now().minus(TakenCommand.KEPT).toEpochMilli());
      fold(path, partition, fold);
      remember(path, partition, fold.versionByCommand());
      positions(path, partition, fold.causes());
      commit();
      canisters += fold.things();
    }

    private void fold(PathTopics path, int partition, Fold fold) throws BrokenEvents {
      var broken = new BrokenEvents[1];
      records.read(
          new TopicPartition(path.events(), partition),
          0,
          record -> {
            try {
              if (broken[0] == null) {
                fold.take(record);
              }
            } catch (BrokenEvents e) {
              broken[0] = e;
            }
          },
          steps::more);
      if (broken[0] != null) {
        throw broken[0];
      }
      fold.finish();
      repeated += fold.repeated();
    }

    /// What an operation asked for is not in its events, so its command is looked up; it is kept
    /// for longer than it is remembered.
    private void remember(PathTopics path, int partition, NavigableMap<Long, Long> versions) {
      if (versions.isEmpty()) {
        return;
      }
      var codec = new CanisterCommandCodec(ids);
      String changelog = PathTopics.changelog(what.applicationId(), CanisterPath.TAKEN_COMMANDS);
      records.read(
          new TopicPartition(path.inputs().getFirst(), partition),
          versions.firstKey(),
          record -> {
            Long version = versions.get(record.offset());
            if (version != null) {
              taken(codec, record.value(), version)
                  .ifPresent(taken -> {
                    operations++;
                    rows(changelog, partition)
                        .put(
                            windowKey(taken.key(), record.timestamp()),
                            taken.row(),
                            record.timestamp());
                  });
            }
          },
          _ -> {});
    }

    private void positions(PathTopics path, int partition, CauseOffsets causes)
        throws ExecutionException, InterruptedException {
      for (String input : path.inputs()) {
        if (fromTheirBeginning.contains(input)) {
          continue;
        }
        var place = new TopicPartition(input, partition);
        long known = Math.max(causes.next(input), changelogs.committed(place));
        long end = records.ends(Set.of(place)).getOrDefault(place, 0L);
        if (known > end && end > 0) {
          passedOver.merge(input, end, Long::sum);
        }
        long next = Math.min(known, end);
        if (next > 0) {
          long at = changelogs.lastTakenIn(place);
          rows(path.positions(), partition)
              .put(input.getBytes(UTF_8), new Position(next, at).bytes(), at);
        }
      }
    }

    private Fold.Rows rows(String changelog, int partition) {
      return isWriting
          ? (key, value, at) -> changelogs.write(changelog, partition, key, value, at)
          : (_, _, _) -> {};
    }

    private void begin() {
      if (isWriting) {
        changelogs.begin();
      }
    }

    private void commit() {
      if (isWriting) {
        changelogs.commit();
      }
    }
  }

  private static Optional<TakenCommand> taken(
      CanisterCommandCodec codec, byte[] value, long version) {
    try {
      if (codec.decode(value) instanceof CanisterCommand.Operate operate) {
        String commandId = operate.commandId();
        return Optional.ofNullable(commandId).map(id -> TakenCommand.of(operate, id, version));
      }
      return Optional.empty();
    } catch (Undecodable e) {
      return Optional.empty(); // another topic of that name: the operation is not remembered
    }
  }

  private static byte[] windowKey(byte[] key, long at) {
    return ByteBuffer.allocate(key.length + WINDOW_KEY_BYTES)
        .put(key)
        .putLong(at)
        .putInt(0)
        .array();
  }
}
