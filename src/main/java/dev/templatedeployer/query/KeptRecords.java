package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.StoredRecord;
import dev.templatedeployer.wire.Undecodable;

/// Records in their rows as the topology keeps them in its store, but for the hash chain, which is
/// the business of the log.
public final class KeptRecords implements RecordFormat {

  private final RecordCodec codec = new RecordCodec();

  /// A format without state.
  public KeptRecords() {}

  @Override
  public byte[] encode(DeploymentRecord record) {
    return codec.encode(new StoredRecord(record, EventHash.NONE));
  }

  @Override
  public DeploymentRecord decode(byte[] bytes) throws Undecodable {
    return codec.decode(bytes).record();
  }
}
