package dev.templatedeployer.query;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// When were deployments from a template accepted that a caller asked for, for an owner?
final class AcceptanceTimes {

  /// Answered from the index alone.
  static final String SELECT =
      """
      SELECT created_at FROM deployments INDEXED BY deployments_for_owner
      WHERE owner = :owner AND caller = :caller AND template = :template AND created_at > :since
      ORDER BY created_at DESC
      LIMIT :most
      """;

  private AcceptanceTimes() {}

  static List<Instant> answer(
      Handle tables,
      Instant since,
      TemplateName template,
      String caller,
      Principal owner,
      int most) {
    return tables
        .createQuery(SELECT)
        .bind("owner", owner.text())
        .bind("caller", caller)
        .bind("since", since.toEpochMilli())
        .bind("template", template.value())
        .bind("most", most)
        .map((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
        .list();
  }
}
