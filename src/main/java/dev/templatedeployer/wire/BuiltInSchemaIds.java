package dev.templatedeployer.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/// The ids that the program itself gives its schemas, listed in [Envelope]. For development mode, where no registry runs,
/// and for what only the service reads.
public final class BuiltInSchemaIds implements SchemaIds {

  /// One released version of a schema.
  record Release(Envelope envelope, int version, int id) {
    Schema schema() {
      return envelope.schema(version);
    }
  }

  private static final Map<Integer, Release> RELEASES = releases();

  private static Map<Integer, Release> releases() {
    var releases = new LinkedHashMap<Integer, Release>();
    for (Envelope envelope : Envelope.values()) {
      int version = 1;
      for (int id : envelope.ids()) {
        releases.put(id, new Release(envelope, version, id));
        version++;
      }
    }
    return Collections.unmodifiableMap(releases);
  }

  /// All releases by their ids.
  static Map<Integer, Release> byId() {
    return RELEASES;
  }

  @Override
  public int idOf(Envelope envelope) {
    return envelope.ids().getLast();
  }

  @Override
  public Schema schemaOf(int id) throws Undecodable {
    Release release = RELEASES.get(id);
    if (release == null) {
      throw new Undecodable(
          Undecodable.Reason.UNKNOWN_SCHEMA,
          "Nobody knows the schema id %d. The service gave out the ids 1 to %d; ask it at /registry."
              .formatted(id, Collections.max(RELEASES.keySet())));
    }
    return release.schema();
  }
}
