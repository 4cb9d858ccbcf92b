package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What is known of one deployment?
record DeploymentById(Formats formats) {

  Optional<DeploymentRecord> answer(Handle tables, DeploymentId id) {
    return tables
        .createQuery("SELECT record FROM deployments WHERE id = :id")
        .bind("id", id.value())
        .mapTo(byte[].class)
        .findOne()
        .map(formats::record);
  }
}
