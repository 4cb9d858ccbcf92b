package dev.templatedeployer.query;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// How many deployments does each template have in each status?
final class DeploymentCounts {

  private static final String SELECT =
      """
      SELECT template, status, deployments FROM deployment_counts
      WHERE deployments > 0
      ORDER BY template, status
      """;

  private DeploymentCounts() {}

  static List<DeploymentCount> answer(Handle tables) {
    return tables
        .createQuery(SELECT)
        .map((row, _) ->
            new DeploymentCount(
                new TemplateName(row.getString("template")),
                Status.valueOf(row.getString("status")),
                row.getLong("deployments")))
        .list();
  }
}
