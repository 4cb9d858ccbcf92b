package dev.templatedeployer.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a read model was made from and how: kept in its `meta` table, so that one made otherwise is
/// noticed and rebuilt.
record Origin(int version, EventTopics topics) {

  private static final String VERSION = "version";
  private static final String CLUSTER = "cluster";
  private static final String DEPLOYMENTS = "deployments";
  private static final String CANISTERS = "canisters";

  /// Why a read model with this origin is of no use to somebody who wants `wanted`, as the end of a
  /// sentence that begins with the read model; empty if it is of use.
  Optional<String> differenceFrom(Origin wanted) {
    if (version != wanted.version) {
      return Optional.of(
          "has tables of version %d and version %d is needed".formatted(version, wanted.version));
    }
    if (!topics.clusterId().equals(wanted.topics.clusterId())) {
      return Optional.of(
          "was made from the cluster '%s' and this is '%s'"
              .formatted(topics.clusterId(), wanted.topics.clusterId()));
    }
    if (!topics.equals(wanted.topics)) {
      return Optional.of(
          "was made from the topics '%s' and '%s', and these are '%s' and '%s'"
              .formatted(
                  topics.deployments(),
                  topics.canisters(),
                  wanted.topics.deployments(),
                  wanted.topics.canisters()));
    }
    return Optional.empty();
  }

  /// The origin that [#write] wrote, or empty if there is none.
  static Optional<Origin> read(Connection connection) throws SQLException {
    var meta = new LinkedHashMap<String, String>();
    try (var select = connection.prepareStatement("SELECT name, content FROM meta");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        meta.put(rows.getString(1), rows.getString(2));
      }
    }
    @Nullable String version = meta.get(VERSION);
    @Nullable String cluster = meta.get(CLUSTER);
    @Nullable String deployments = meta.get(DEPLOYMENTS);
    @Nullable String canisters = meta.get(CANISTERS);
    if (version == null || cluster == null || deployments == null || canisters == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Origin(Integer.parseInt(version), new EventTopics(cluster, deployments, canisters)));
  }

  void write(Connection connection) throws SQLException {
    var meta =
        Map.of(
            VERSION, Integer.toString(version),
            CLUSTER, topics.clusterId(),
            DEPLOYMENTS, topics.deployments(),
            CANISTERS, topics.canisters());
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO meta (name, content) VALUES (?, ?)")) {
      for (var entry : meta.entrySet()) {
        insert.setString(1, entry.getKey());
        insert.setString(2, entry.getValue());
        insert.executeUpdate();
      }
    }
  }
}
