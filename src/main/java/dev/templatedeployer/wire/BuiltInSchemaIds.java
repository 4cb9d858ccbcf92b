package dev.templatedeployer.wire;

import org.apache.avro.Schema;

/// The ids that the program itself gives its schemas, as [Release] lists them. For development
/// mode, where no registry runs, and for what only the service reads.
public final class BuiltInSchemaIds implements SchemaIds {

  @Override
  public int idOf(Envelope envelope) {
    return Release.latest(envelope).id();
  }

  @Override
  public Schema schemaOf(int id) throws Undecodable {
    return Release.withId(id)
        .orElseThrow(() ->
            new Undecodable(
                Undecodable.Reason.UNKNOWN_SCHEMA,
                "Nobody knows the schema id %d. Use one of those that the service lists at /registry/subjects."
                    .formatted(id)))
        .schema();
  }
}
