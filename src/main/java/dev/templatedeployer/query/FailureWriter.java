package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.query.filter.Fingerprint;
import dev.templatedeployer.query.filter.Phrase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps the words of the deployments that have failed, and how many of them have which
/// fingerprint. Belongs to the projector's thread.
final class FailureWriter {

  private static final String INSERT_WORDS =
      "INSERT INTO failure_words (rowid, words) SELECT number, ? FROM deployments WHERE id = ?";

  private static final String DELETE_WORDS =
      "DELETE FROM failure_words WHERE rowid = (SELECT number FROM deployments WHERE id = ?)";

  private static final String COUNT =
      """
      INSERT INTO failure_groups (fingerprint, code, pattern, deployments) VALUES (?, ?, ?, ?)
      ON CONFLICT (fingerprint)
      DO UPDATE SET deployments = failure_groups.deployments + excluded.deployments
      """;

  private static final String COUNT_TEMPLATE =
      """
      INSERT INTO failure_group_templates (fingerprint, template, deployments) VALUES (?, ?, ?)
      ON CONFLICT (fingerprint, template)
      DO UPDATE SET deployments = failure_group_templates.deployments + excluded.deployments
      """;

  private final PreparedStatement insertWords;
  private final PreparedStatement deleteWords;
  private final PreparedStatement count;
  private final PreparedStatement countTemplate;
  private final Map<Fingerprint, Map<TemplateName, Long>> changes = new HashMap<>();

  FailureWriter(Connection connection) throws SQLException {
    this.insertWords = connection.prepareStatement(INSERT_WORDS);
    this.deleteWords = connection.prepareStatement(DELETE_WORDS);
    this.count = connection.prepareStatement(COUNT);
    this.countTemplate = connection.prepareStatement(COUNT_TEMPLATE);
  }

  /// Why a deployment failed, or null unless it has.
  static @Nullable Failure failure(@Nullable DeploymentRecord record) {
    return record != null && record.phase() instanceof Phase.Failed(var why) ? why : null;
  }

  /// Takes in what a batch made of a deployment, whose row is written already.
  ///
  /// @param before as it was before the batch, or null if there was nothing
  void take(@Nullable DeploymentRecord before, DeploymentRecord after) throws SQLException {
    Failure was = failure(before);
    Failure is = failure(after);
    if (Objects.equals(was, is)) {
      return;
    }
    if (was != null) {
      deleteWords.setString(1, after.id().value());
      deleteWords.executeUpdate();
      count(was, after, -1);
    }
    if (is != null) {
      insertWords.setString(1, String.join(" ", Phrase.words(is.message())));
      insertWords.setString(2, after.id().value());
      insertWords.executeUpdate();
      count(is, after, 1);
    }
  }

  /// Writes the counts.
  void flush() throws SQLException {
    for (Map.Entry<Fingerprint, Map<TemplateName, Long>> group : changes.entrySet()) {
      write(group.getKey(), group.getValue());
    }
    changes.clear();
  }

  private void count(Failure failure, DeploymentRecord record, long change) {
    changes
        .computeIfAbsent(Fingerprint.of(failure), _ -> new HashMap<>())
        .merge(record.request().template(), change, Long::sum);
  }

  private void write(Fingerprint fingerprint, Map<TemplateName, Long> byTemplate)
      throws SQLException {
    long sum = 0;
    for (Map.Entry<TemplateName, Long> change : byTemplate.entrySet()) {
      countTemplate.setString(1, fingerprint.id());
      countTemplate.setString(2, change.getKey().value());
      countTemplate.setLong(3, change.getValue());
      countTemplate.executeUpdate();
      sum += change.getValue();
    }
    count.setString(1, fingerprint.id());
    count.setString(2, fingerprint.code());
    count.setString(3, fingerprint.pattern());
    count.setLong(4, sum);
    count.executeUpdate();
  }
}
