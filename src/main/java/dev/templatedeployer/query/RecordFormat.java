package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.wire.Undecodable;

/// How a record is kept in its row, so that the next event can be folded into it. May be called
/// from many threads at once.
public interface RecordFormat {

  /// The bytes that [#decode] reads.
  byte[] encode(DeploymentRecord record);

  /// The record that [#encode] wrote.
  DeploymentRecord decode(byte[] bytes) throws Undecodable;
}
