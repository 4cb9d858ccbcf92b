package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A schema registry for our own schemas: answers the REST API of Confluent's, as a pure function.
///
/// For development mode, where ordinary clients then decode our topics although no registry runs.
/// It holds what [Release] lists and takes nothing else in: registering one of ours gives its id,
/// so that a serializer which registers by itself works too. What others send is compared with ours
/// as text in [ParsingForm], and never read as a schema.
public final class RegistryEndpoint {

  /// What the answers are in.
  public static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private static final Pattern SLASH = Pattern.compile("/");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistrySubjects subjects;

  /// An answer, with the status of HTTP.
  public record Answer(int status, String json) {}

  /// Answers for the values of `topics`.
  public RegistryEndpoint(Collection<Topic> topics) {
    this.subjects = new RegistrySubjects(topics);
  }

  /// The answer to a request.
  ///
  /// @param path what comes after the address of the registry, such as `/subjects`, as it came:
  ///   neither decoded nor without its query
  /// @param body what was sent, or null
  public Answer answer(String method, String path, @Nullable String body) {
    try {
      List<String> segments = segments(path);
      JsonNode json =
          switch (method) {
            case "GET" -> get(segments);
            case "POST" -> post(segments, body);
            default -> throw new RegistryRefusal(405, "Nothing here can be changed.");
          };
      return new Answer(200, json.toString());
    } catch (RegistryRefusal refusal) {
      ObjectNode json = JSON.createObjectNode().put("error_code", refusal.code());
      return new Answer(refusal.status(), json.put("message", refusal.getMessage()).toString());
    }
  }

  private JsonNode get(List<String> path) throws RegistryRefusal {
    return switch (path.isEmpty() ? "" : path.getFirst()) {
      case "" -> JSON.createObjectNode();
      case "subjects" -> getSubjects(path);
      case "schemas" -> getSchemas(path);
      case "config" -> JSON.createObjectNode().put("compatibilityLevel", level(path));
      case "mode" -> JSON.createObjectNode().put("mode", "READONLY");
      default -> throw nothingAt(path);
    };
  }

  /// `subjects`, `subjects/S/versions`, `subjects/S/versions/V`, `subjects/S/versions/V/schema`.
  private JsonNode getSubjects(List<String> path) throws RegistryRefusal {
    if (path.size() == 1) {
      return texts(subjects.names());
    }
    if (path.size() < 3 || path.size() > 5 || !path.get(2).equals("versions")) {
      throw nothingAt(path);
    }
    String subject = path.get(1);
    if (path.size() == 3) {
      return versions(subjects.releases(subject));
    }
    Release release = subjects.release(subject, path.get(3));
    if (path.size() == 4) {
      return described(subject, release);
    }
    if (path.get(4).equals("schema")) {
      return schema(release);
    }
    throw nothingAt(path);
  }

  /// `schemas/types`, `schemas/ids/I`, and `schema`, `subjects`, `versions` below that.
  private JsonNode getSchemas(List<String> path) throws RegistryRefusal {
    if (path.equals(List.of("schemas", "types"))) {
      return texts(List.of("AVRO"));
    }
    if (path.size() < 3 || path.size() > 4 || !path.get(1).equals("ids")) {
      throw nothingAt(path);
    }
    Release release = subjects.withId(path.get(2));
    return switch (path.size() == 3 ? "" : path.get(3)) {
      case "" -> JSON.createObjectNode().put("schema", release.schema().toString());
      case "schema" -> schema(release);
      case "subjects" -> texts(subjects.of(release));
      case "versions" -> subjectsAndVersions(release);
      default -> throw nothingAt(path);
    };
  }

  private String level(List<String> path) throws RegistryRefusal {
    return path.size() == 1
        ? Envelope.Compatibility.BACKWARD.level()
        : subjects.envelope(path.get(1)).compatibility().level();
  }

  /// `subjects/S`, `subjects/S/versions`, `compatibility/subjects/S/versions`, and a version below
  /// that.
  private JsonNode post(List<String> path, @Nullable String body) throws RegistryRefusal {
    if (path.size() == 2 && path.getFirst().equals("subjects")) {
      return lookUp(path.get(1), schemaIn(body));
    }
    if (path.size() == 3 && path.getFirst().equals("subjects") && path.get(2).equals("versions")) {
      return register(path.get(1), schemaIn(body));
    }
    boolean isOfCompatibility =
        path.size() >= 4
            && path.size() <= 5
            && path.subList(0, 2).equals(List.of("compatibility", "subjects"))
            && path.get(3).equals("versions");
    if (isOfCompatibility) {
      return compatibility(path, schemaIn(body));
    }
    throw nothingAt(path);
  }

  private JsonNode lookUp(String subject, String schema) throws RegistryRefusal {
    return described(
        subject, subjects.same(subject, schema).orElseThrow(RegistryRefusal::noSchema));
  }

  private JsonNode register(String subject, String schema) throws RegistryRefusal {
    Release same = subjects.same(subject, schema).orElseThrow(RegistryRefusal::notTaken);
    return JSON.createObjectNode().put("id", same.id());
  }

  /// Nothing could come after our releases but a release of ours.
  private JsonNode compatibility(List<String> path, String schema) throws RegistryRefusal {
    String subject = path.get(2);
    List<Release> against =
        path.size() == 4
            ? subjects.releases(subject)
            : List.of(subjects.release(subject, path.get(4)));
    Optional<Release> ours = subjects.same(subject, schema);
    ObjectNode answer =
        JSON.createObjectNode()
            .put(
                "is_compatible",
                ours.isPresent()
                    && against.stream()
                        .allMatch(release ->
                            RegistrySubjects.isCompatible(ours.get().schema(), release)));
    if (ours.isEmpty()) {
      answer.putArray("messages").add(RegistryRefusal.notTaken().getMessage());
    }
    return answer;
  }

  private static JsonNode described(String subject, Release release) {
    return JSON.createObjectNode()
        .put("subject", subject)
        .put("version", release.version())
        .put("id", release.id())
        .put("schema", release.schema().toString());
  }

  private JsonNode subjectsAndVersions(Release release) {
    ArrayNode array = JSON.createArrayNode();
    for (String subject : subjects.of(release)) {
      array.addObject().put("subject", subject).put("version", release.version());
    }
    return array;
  }

  private static JsonNode versions(List<Release> releases) {
    ArrayNode array = JSON.createArrayNode();
    releases.forEach(release -> array.add(release.version()));
    return array;
  }

  private static JsonNode texts(Collection<String> texts) {
    ArrayNode array = JSON.createArrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static JsonNode schema(Release release) throws RegistryRefusal {
    return parsed(release.schema().toString());
  }

  /// The text of the schema that was sent, which nobody has looked at yet.
  private static String schemaIn(@Nullable String body) throws RegistryRefusal {
    JsonNode text = parsed(body == null ? "" : body).path("schema");
    if (!text.isTextual()) {
      throw RegistryRefusal.notASchema(
          "Send a JSON object with the text of the schema in 'schema'.");
    }
    return text.textValue();
  }

  private static JsonNode parsed(String json) throws RegistryRefusal {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new RegistryRefusal(400, "The body is not JSON.");
    }
  }

  private static List<String> segments(String path) throws RegistryRefusal {
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    try {
      return SLASH
          .splitAsStream(plain)
          .filter(segment -> !segment.isEmpty())
          .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), UTF_8))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new RegistryRefusal(400, "The path is not encoded as a URL is.");
    }
  }

  private static RegistryRefusal nothingAt(List<String> path) {
    return new RegistryRefusal(404, "There is nothing at '/%s'.".formatted(String.join("/", path)));
  }
}
