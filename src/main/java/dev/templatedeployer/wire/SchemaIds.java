package dev.templatedeployer.wire;

import org.apache.avro.Schema;

/// What the schema ids on the wire stand for. Asked from many threads at once.
public interface SchemaIds {

  /// The id that stands for our own schema of `envelope` in what we write.
  int idOf(Envelope envelope);

  /// The schema that was written under `id`.
  ///
  /// @throws Undecodable with the reason `UNKNOWN_SCHEMA`, if nobody knows it
  Schema schemaOf(int id) throws Undecodable;
}
