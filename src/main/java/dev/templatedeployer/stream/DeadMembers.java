package dev.templatedeployer.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes stream threads that died out of their group, so that their partitions go to others at
/// once.
///
/// A member with a name keeps its partitions until the group has waited in vain for it, so that a
/// process that starts again finds them. The thread that replaces a dead one in the same process
/// has another number and so another name, and would wait for those ten seconds too.
///
/// A request that arrives so late that a living thread has the name again costs that thread a
/// rebalance and no more.
final class DeadMembers {

  private static final Logger LOG = LoggerFactory.getLogger(DeadMembers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<String, Object> admin;
  private final String group;
  private final String instance;

  /// @param admin settings of an admin client
  /// @param instance the name of this process; each thread adds its number
  DeadMembers(Map<String, Object> admin, String group, String instance) {
    this.admin = new HashMap<>(admin);
    this.group = group;
    this.instance = instance;
  }

  /// Takes out the thread called `name`. Returns at once.
  void remove(String name) {
    String member = instance + name.substring(name.lastIndexOf('-'));
    Thread.ofVirtual().name("dead-member").start(() -> removeMember(member));
  }

  private void removeMember(String member) {
    var dead = new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove(member)));
    dead.timeoutMs((int) PATIENCE.toMillis());
    try (Admin client = Admin.create(admin)) {
      client
          .removeMembersFromConsumerGroup(group, dead)
          .all()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.atDebug()
          .addKeyValue("error", e)
          .log("a dead thread could not be taken out of the group, which will notice by itself");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
