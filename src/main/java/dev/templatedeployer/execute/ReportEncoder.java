package dev.templatedeployer.execute;

import dev.templatedeployer.domain.DeploymentCommand.Report;

/// Writes the value of a record of the reports topic.
@FunctionalInterface
public interface ReportEncoder {

  /// The bytes of `report`, without the time of its record, which the broker stamps.
  byte[] encode(Report report);
}
