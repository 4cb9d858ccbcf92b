package dev.templatedeployer.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/// A released version of a schema: what stands in `schemas/released/v<version>/`.
///
/// An id stands for one schema for ever, since records in topics carry it. A changed schema is a
/// new version: a new file there, and a new line with a new id here.
///
/// @param id what [BuiltInSchemaIds] calls it
/// @param version from 1 for each envelope
record Release(int id, Envelope envelope, int version) {

  private static final List<Release> ALL =
      List.of(
          new Release(1, Envelope.DEPLOYMENT_COMMAND, 1),
          new Release(2, Envelope.ATTEMPT_REPORT, 1),
          new Release(3, Envelope.WORK, 1),
          new Release(4, Envelope.DEPLOYMENT_EVENT, 1),
          new Release(5, Envelope.DEPLOYMENT_OUTCOME, 1),
          new Release(6, Envelope.DEPLOYMENT_REPLY, 1),
          new Release(7, Envelope.DEPLOYMENT_RECORD, 1),
          new Release(8, Envelope.CANISTER_COMMAND, 1),
          new Release(9, Envelope.CANISTER_EVENT, 1),
          new Release(10, Envelope.CANISTER_REPLY, 1),
          new Release(11, Envelope.CONTROL_RECORD, 1),
          new Release(12, Envelope.AUDIT_RECORD, 1),
          new Release(21, Envelope.DEPLOYMENT_COMMAND, 2),
          new Release(22, Envelope.REPLAY_EVENT, 1),
          new Release(31, Envelope.DEPLOYMENT_COMMAND, 3));

  private static final Map<Release, Schema> SCHEMAS = new ConcurrentHashMap<>();

  /// All of them, by id.
  static List<Release> all() {
    return ALL;
  }

  /// Those of `envelope`, oldest first.
  static List<Release> of(Envelope envelope) {
    return ALL.stream()
        .filter(release -> release.envelope == envelope)
        .sorted(Comparator.comparingInt(Release::version))
        .toList();
  }

  /// The newest of `envelope`, in which we write and as which we read.
  static Release latest(Envelope envelope) {
    return of(envelope).getLast();
  }

  static Optional<Release> withId(int id) {
    return ALL.stream().filter(release -> release.id == id).findFirst();
  }

  /// The schema, with the docs.
  Schema schema() {
    return SCHEMAS.computeIfAbsent(this, Release::load);
  }

  private Schema load() {
    String resource = "/schemas/v%d/%s.avsc".formatted(version, envelope.schemaName());
    try (InputStream in = Release.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "The program lacks its own schema %s. Build it again.".formatted(resource));
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the schema %s.".formatted(resource), e);
    }
  }
}
