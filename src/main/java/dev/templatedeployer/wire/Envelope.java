package dev.templatedeployer.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/// The kinds of value that travel or are kept: one Avro record each, with every version of its schema that was released.
///
/// The ids are the ones of [BuiltInSchemaIds], one for each released version in order. An id stands for one schema for
/// ever, since records in topics carry it: a changed schema is a new version, with a new file under `schemas/released/`
/// and a new id at the end of its line here.
@SuppressWarnings("ImmutableEnumChecker") // one list is never changed, the other is a cache
public enum Envelope {
  /// What a backend or an admin asks of a deployment.
  DEPLOYMENT_COMMAND("DeploymentCommand", Compatibility.BACKWARD, 256, 1),
  /// What an executor says of a start.
  ATTEMPT_REPORT("AttemptReport", Compatibility.BACKWARD, 256, 2),
  /// What executors are told to do.
  WORK("Work", Compatibility.BACKWARD, 960, 3),
  /// What happened to a deployment.
  DEPLOYMENT_EVENT("DeploymentEvent", Compatibility.FULL, 960, 4),
  /// How a run of a deployment ended.
  DEPLOYMENT_OUTCOME("DeploymentOutcome", Compatibility.FULL, 960, 5),
  /// The answer to a command.
  DEPLOYMENT_REPLY("DeploymentReply", Compatibility.BACKWARD, 960, 6),
  /// Where a deployment stands, in the service's own store.
  DEPLOYMENT_RECORD("DeploymentRecord", Compatibility.BACKWARD, 960, 7),
  /// What is asked of a canister.
  CANISTER_COMMAND("CanisterCommand", Compatibility.BACKWARD, 512, 8),
  /// What happened to a canister.
  CANISTER_EVENT("CanisterEvent", Compatibility.FULL, 960, 9),
  /// The answer to a canister command.
  CANISTER_REPLY("CanisterReply", Compatibility.BACKWARD, 960, 10),
  /// What holds at present and may be changed while the service runs.
  CONTROL_RECORD("ControlRecord", Compatibility.BACKWARD, 256, 11);

  /// Whose data a new version of a schema must get along with.
  public enum Compatibility {
    /// It reads all that older versions wrote.
    BACKWARD,
    /// That, and older versions read what it writes, all but new branches of its payload.
    FULL;

    /// The word that schema registries have for it.
    String level() {
      return name() + "_TRANSITIVE";
    }
  }

  private final String schemaName;
  private final Compatibility compatibility;
  private final int maxBytes;
  private final List<Integer> ids;
  private final Map<Integer, Schema> versions = new ConcurrentHashMap<>();

  Envelope(String schemaName, Compatibility compatibility, int maxKibibytes, int... ids) {
    this.schemaName = schemaName;
    this.compatibility = compatibility;
    this.maxBytes = maxKibibytes * 1024;
    this.ids = IntStream.of(ids).boxed().toList();
  }

  /// The name of its Avro record, without the namespace.
  public String schemaName() {
    return schemaName;
  }

  /// The most bytes of it that are ever read.
  public int maxBytes() {
    return maxBytes;
  }

  Compatibility compatibility() {
    return compatibility;
  }

  /// The built-in ids of its versions, the first version first.
  List<Integer> ids() {
    return ids;
  }

  int latestVersion() {
    return ids.size();
  }

  /// The schema that we write, and read everything as.
  Schema schema() {
    return schema(latestVersion());
  }

  /// A released version of the schema, from 1.
  Schema schema(int version) {
    return versions.computeIfAbsent(version, this::load);
  }

  private Schema load(int version) {
    String resource = "/schemas/v%d/%s.avsc".formatted(version, schemaName);
    try (InputStream in = Envelope.class.getResourceAsStream(resource)) {
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
