package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The records that are likely to change next, so that their rows need not be read: those that have
/// not ended, the least recently used forgotten first.
final class RecentRecords {

  private static final int MOST = 20_000;
  private static final long MOST_CONFIG_BYTES = 32L * 1024 * 1024;

  private final Map<DeploymentId, DeploymentRecord> records = new LinkedHashMap<>(64, 0.75f, true);
  private long configBytes;

  @Nullable DeploymentRecord get(DeploymentId id) {
    return records.get(id);
  }

  /// Takes the place of what was known of the deployment.
  void put(DeploymentRecord record) {
    forget(records.remove(record.id()));
    if (!record.status().isTerminal()) {
      records.put(record.id(), record);
      configBytes += configBytes(record);
      Iterator<DeploymentRecord> eldest = records.values().iterator();
      while (records.size() > MOST || configBytes > MOST_CONFIG_BYTES) {
        forget(eldest.next());
        eldest.remove();
      }
    }
  }

  private void forget(@Nullable DeploymentRecord record) {
    if (record != null) {
      configBytes -= configBytes(record);
    }
  }

  private static int configBytes(DeploymentRecord record) {
    return record.request().config().json().length;
  }
}
