package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What is known of one deployment, or of some?
record DeploymentById(Formats formats) {

  Optional<DeploymentRecord> answer(Handle tables, DeploymentId id) {
    return tables
        .createQuery("SELECT record FROM deployments WHERE id = :id")
        .bind("id", id.value())
        .mapTo(byte[].class)
        .findOne()
        .map(formats::record);
  }

  List<DeploymentRecord> answer(Handle tables, List<DeploymentId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<DeploymentId, DeploymentRecord> found =
        tables
            .createQuery("SELECT record FROM deployments WHERE id IN (<ids>)")
            .bindList("ids", ids.stream().map(DeploymentId::value).toList())
            .mapTo(byte[].class)
            .stream()
            .map(formats::record)
            .collect(Collectors.toMap(DeploymentRecord::id, Function.identity()));
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
  }
}
