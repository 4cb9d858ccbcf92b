package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps count of the deployments of each template in each status, so that nobody has to go through
/// a million rows for it.
final class DeploymentCounter {

  private static final String UPSERT =
      """
      INSERT INTO deployment_counts (template, status, deployments) VALUES (?, ?, ?)
      ON CONFLICT (template, status)
      DO UPDATE SET deployments = deployment_counts.deployments + excluded.deployments
      """;

  private final PreparedStatement upsert;
  private final Map<Group, Long> changes = new HashMap<>();

  private record Group(TemplateName template, Status status) {}

  DeploymentCounter(Connection connection) throws SQLException {
    this.upsert = connection.prepareStatement(UPSERT);
  }

  void count(@Nullable DeploymentRecord before, DeploymentRecord after) {
    if (before != null) {
      changes.merge(group(before), -1L, Long::sum);
    }
    changes.merge(group(after), 1L, Long::sum);
  }

  void flush() throws SQLException {
    for (Map.Entry<Group, Long> change : changes.entrySet()) {
      if (change.getValue() != 0) {
        upsert.setString(1, change.getKey().template().value());
        upsert.setString(2, change.getKey().status().name());
        upsert.setLong(3, change.getValue());
        upsert.executeUpdate();
      }
    }
    changes.clear();
  }

  private static Group group(DeploymentRecord record) {
    return new Group(record.request().template(), record.status());
  }
}
