package dev.templatedeployer.wire;

import static dev.templatedeployer.wire.Undecodable.Reason.INCOMPATIBLE_SCHEMA;
import static dev.templatedeployer.wire.Undecodable.Reason.REGISTRY_AWAY;
import static dev.templatedeployer.wire.Undecodable.Reason.UNKNOWN_SCHEMA;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.templatedeployer.wire.RegistryClient.Answer;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/// The ids of a schema registry that speaks Confluent's API.
///
/// All that is known of our topics is fetched at the start, so that the registry may be away
/// afterwards. A schema that was registered later is fetched when its first record comes. Nobody
/// waits for the registry for more than a second in ten, however many new ids come and however slow
/// it is; an id that led nowhere is not asked for again for a while. Thread-safe.
public final class RegistrySchemaIds implements SchemaIds, AutoCloseable {

  /// What to do at the start with a schema of ours that the registry does not have.
  public enum Missing {
    /// Register it.
    REGISTER,
    /// Do not start: somebody else registers schemas here.
    REFUSE
  }

  private static final Duration AT_START = Duration.ofSeconds(10);
  private static final Duration ON_THE_WAY = Duration.ofSeconds(1);
  private static final long FORGOTTEN_AFTER_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int MAX_UNKNOWN = 1000;

  private final RegistryClient registry;
  private final LongSupplier nanoTime;
  private final Map<Envelope, Integer> ownIds = new EnumMap<>(Envelope.class);
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Integer, Vain> vain = new ConcurrentHashMap<>();
  private volatile boolean isAway;
  private volatile long awayUntil;
  private long waitedUntil; // the end of the present ten seconds; guarded by this
  private long waited; // within them, in nanoseconds; guarded by this

  /// An id that was asked for in vain.
  private record Vain(Undecodable.Reason reason, String sentence, long until) {}

  private RegistrySchemaIds(RegistryClient registry, LongSupplier nanoTime) {
    this.registry = registry;
    this.nanoTime = nanoTime;
    this.waitedUntil = nanoTime.getAsLong();
  }

  /// Finds or registers our schemas, under `<topic>-value` for each of `topics`.
  ///
  /// @throws RegistryException with a sentence, if the registry cannot be reached or lacks a schema
  public static RegistrySchemaIds connect(
      RegistryAddress address, Collection<Topic> topics, Missing missing)
      throws RegistryException, InterruptedException {
    return connect(address, topics, missing, System::nanoTime);
  }

  static RegistrySchemaIds connect(
      RegistryAddress address, Collection<Topic> topics, Missing missing, LongSupplier nanoTime)
      throws RegistryException, InterruptedException {
    var ids = new RegistrySchemaIds(new RegistryClient(address), nanoTime);
    try {
      for (Topic topic : topics) {
        Envelope envelope = topic.value();
        if (envelope != null) {
          ids.learn(topic, envelope, missing);
        }
      }
      return ids;
    } catch (RegistryException | InterruptedException | RuntimeException e) {
      ids.close();
      throw e;
    }
  }

  @Override
  public int idOf(Envelope envelope) {
    Integer id = ownIds.get(envelope);
    if (id == null) {
      throw new IllegalStateException(
          "No topic has %s as its value, so it was not looked for in the schema registry."
              .formatted(envelope.schemaName()));
    }
    return id;
  }

  @Override
  public Schema schemaOf(int id) throws Undecodable {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Vain asked = vain.get(id);
    if (asked != null && asked.until - nanoTime.getAsLong() > 0) {
      throw new Undecodable(asked.reason, asked.sentence);
    }
    return fetch(id);
  }

  /// Finds our schema under the subject of `topic`, and all others there.
  private void learn(Topic topic, Envelope envelope, Missing missing)
      throws RegistryException, InterruptedException {
    String subject = topic.name() + "-value";
    String path = RegistryClient.subject(subject);
    JsonNode ours = body(Release.latest(envelope).schema());
    Answer found = registry.post(path, ours, AT_START);
    if (found.status() == 404 && missing == Missing.REGISTER) {
      found = registry.post(path + "/versions", ours, AT_START);
    }
    if (!found.isOk() || !found.json().path("id").isInt()) {
      throw new RegistryException(refused(found, subject, envelope));
    }
    int id = found.json().path("id").intValue();
    ownIds.putIfAbsent(envelope, id);
    schemas.put(id, Release.latest(envelope).schema());
    for (JsonNode version : registry.get(path + "/versions", AT_START).json()) {
      learnVersion(path, version.asText());
    }
  }

  private void learnVersion(String path, String version)
      throws RegistryException, InterruptedException {
    Answer answer = registry.get(path + "/versions/" + version, AT_START);
    int id = answer.json().path("id").asInt();
    if (answer.isOk() && !schemas.containsKey(id)) {
      try {
        schemas.put(id, parsed(answer.json()));
      } catch (SchemaParseException e) {
        return; // not ours to judge: its records, if any come, say so themselves
      }
    }
  }

  private String refused(Answer answer, String subject, Envelope envelope) {
    String sentence =
        "Cannot find the schema '%s' under the subject '%s' in the schema registry at '%s', which answered %s. "
            .formatted(envelope.schemaName(), subject, registry.address(), answer.problem());
    return switch (answer.status()) {
      case 401, 403 -> sentence + "Give a user and a password that may read and register there.";
      case 404 ->
          sentence
              + "Register schemas/released/v%d/%s.avsc there, or let the service register it."
                  .formatted(Release.latest(envelope).version(), envelope.schemaName());
      case 409 ->
          sentence
              + "What stands there is of another kind. Give the topics another prefix, or remove it.";
      default -> sentence + "Look at the log of the registry.";
    };
  }

  private Schema fetch(int id) throws Undecodable {
    if (isAway && awayUntil - nanoTime.getAsLong() > 0) {
      throw away(id);
    }
    long patience = patience();
    if (patience <= 0) {
      throw away(id);
    }
    long began = nanoTime.getAsLong();
    try {
      Answer answer = registry.get("/schemas/ids/" + id, Duration.ofNanos(patience));
      isAway = false;
      return schemaIn(answer, id);
    } catch (RegistryException e) {
      awayUntil = nanoTime.getAsLong() + FORGOTTEN_AFTER_NANOS;
      isAway = true;
      throw away(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(id);
    } finally {
      waited(nanoTime.getAsLong() - began);
    }
  }

  /// For how long the registry may be waited for now, in nanoseconds.
  private synchronized long patience() {
    long now = nanoTime.getAsLong();
    if (now - waitedUntil >= 0) {
      waitedUntil = now + FORGOTTEN_AFTER_NANOS;
      waited = 0;
    }
    return ON_THE_WAY.toNanos() - waited;
  }

  private synchronized void waited(long nanos) {
    waited += nanos;
  }

  private Schema schemaIn(Answer answer, int id) throws Undecodable, RegistryException {
    if (answer.status() == 404) {
      throw inVain(
          id,
          UNKNOWN_SCHEMA,
          "Nobody knows the schema id %d. Register the schema, and write its id.".formatted(id));
    }
    if (!answer.isOk()) {
      throw new RegistryException("The schema registry answered %s.".formatted(answer.problem()));
    }
    try {
      Schema schema = parsed(answer.json());
      schemas.put(id, schema);
      return schema;
    } catch (SchemaParseException e) {
      throw inVain(
          id,
          INCOMPATIBLE_SCHEMA,
          "The schema with the id %d is not an Avro schema that stands by itself.".formatted(id));
    }
  }

  private Undecodable inVain(int id, Undecodable.Reason reason, String sentence) {
    if (vain.size() >= MAX_UNKNOWN) {
      vain.clear();
    }
    vain.put(id, new Vain(reason, sentence, nanoTime.getAsLong() + FORGOTTEN_AFTER_NANOS));
    return new Undecodable(reason, sentence);
  }

  private static Undecodable away(int id) {
    return new Undecodable(
        REGISTRY_AWAY,
        "The schema id %d is new here, and the schema registry does not answer. Send the record again once it does."
            .formatted(id));
  }

  private static JsonNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static Schema parsed(JsonNode answer) {
    if (!answer.path("schemaType").asText("AVRO").equals("AVRO")) {
      throw new SchemaParseException("not Avro");
    }
    return WriterSchema.parsed(answer.path("schema").asText());
  }

  @Override
  public void close() {
    registry.close();
  }
}
