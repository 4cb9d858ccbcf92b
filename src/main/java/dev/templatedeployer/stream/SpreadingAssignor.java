package dev.templatedeployer.stream;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.internals.StreamsPartitionAssignor;
import org.apache.kafka.streams.processor.internals.Task;
import org.apache.kafka.streams.processor.internals.assignment.SubscriptionInfo;

/// The assignor of Kafka Streams, with the tasks of each process spread over its threads.
///
/// Which process a task goes to is decided as ever. But within a process a thread keeps what it
/// had, in the order of the tasks, until it has its share. The first thread of a process has
/// everything at first, since the others join after it, or since it was the first to look into the
/// state directory. So with two threads one would keep all tasks of deployments, which come first,
/// and the other would get all of canisters.
///
/// So before tasks are assigned, what the threads of a process had is said to have been theirs in
/// turns. That stays the same from one assignment to the next, and so the tasks stay where they
/// are. Kafka Streams has no place for this in its public interface.
public final class SpreadingAssignor extends StreamsPartitionAssignor {

  /// Made by the consumer.
  public SpreadingAssignor() {}

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
    return super.assign(metadata, new GroupSubscription(spread(group.groupSubscription())));
  }

  private static Map<String, Subscription> spread(Map<String, Subscription> members) {
    var processes = new HashMap<ProcessId, NavigableMap<String, SubscriptionInfo>>();
    members.forEach((member, subscription) -> {
      var info = SubscriptionInfo.decode(subscription.userData().duplicate());
      processes.computeIfAbsent(info.processId(), _ -> new TreeMap<>()).put(member, info);
    });
    var spread = new HashMap<>(members);
    processes
        .values()
        .forEach(threads -> {
          Map<String, Map<TaskId, Long>> turns = turns(threads, processes.size());
          threads.forEach((member, info) ->
              spread.computeIfPresent(
                  member,
                  (_, said) -> with(said, encoded(info, turns.getOrDefault(member, Map.of())))));
        });
    return spread;
  }

  /// The tasks of a process, each with how far its stores are, thread by thread.
  ///
  /// @param processes how many processes there are; each has about every so many-th task of a path
  private static Map<String, Map<TaskId, Long>> turns(
      NavigableMap<String, SubscriptionInfo> threads, int processes) {
    var all = new HashMap<TaskId, Long>();
    threads
        .values()
        .forEach(info ->
            info.taskOffsetSums()
                .forEach((task, sum) -> all.merge(task, sum, SpreadingAssignor::later)));
    List<String> members = List.copyOf(threads.keySet());
    var turns = new HashMap<String, Map<TaskId, Long>>();
    all.forEach((task, sum) -> {
      int turn = (task.partition() / processes + task.subtopology()) % members.size();
      turns.computeIfAbsent(members.get(turn), _ -> new HashMap<>()).put(task, sum);
    });
    return turns;
  }

  private static long later(long a, long b) {
    return a == Task.LATEST_OFFSET || b == Task.LATEST_OFFSET ? Task.LATEST_OFFSET : Math.max(a, b);
  }

  private static ByteBuffer encoded(SubscriptionInfo info, Map<TaskId, Long> tasks) {
    return new SubscriptionInfo(
            info.version(),
            info.latestSupportedVersion(),
            info.processId(),
            info.userEndPoint(),
            tasks,
            (byte) 0,
            info.errorCode(),
            info.clientTags())
        .encode();
  }

  private static Subscription with(Subscription said, ByteBuffer userData) {
    var subscription =
        new Subscription(
            said.topics(),
            userData,
            said.ownedPartitions(),
            said.generationId().orElse(-1),
            said.rackId());
    subscription.setGroupInstanceId(said.groupInstanceId());
    return subscription;
  }
}
