package dev.templatedeployer.wire;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;

/// What our own registry holds: for every topic a subject, `<topic>-value`, with the releases of
/// the topic's value.
final class RegistrySubjects {

  private final SortedMap<String, Envelope> subjects = new TreeMap<>();

  RegistrySubjects(Collection<Topic> topics) {
    for (Topic topic : topics) {
      Envelope envelope = topic.value();
      if (envelope != null) {
        subjects.put(topic.name() + "-value", envelope);
      }
    }
  }

  Collection<String> names() {
    return subjects.keySet();
  }

  /// The subjects that `release` stands under.
  List<String> of(Release release) {
    return subjects.keySet().stream()
        .filter(subject -> subjects.get(subject) == release.envelope())
        .toList();
  }

  Envelope envelope(String subject) throws RegistryRefusal {
    Envelope envelope = subjects.get(subject);
    if (envelope == null) {
      throw RegistryRefusal.noSubject(subject);
    }
    return envelope;
  }

  /// All releases under `subject`, oldest first.
  List<Release> releases(String subject) throws RegistryRefusal {
    return Release.of(envelope(subject));
  }

  /// @param version a number from 1, or `latest`, or -1 for the same
  Release release(String subject, String version) throws RegistryRefusal {
    List<Release> releases = releases(subject);
    if (version.equals("latest") || version.equals("-1")) {
      return releases.getLast();
    }
    if (!version.matches("[1-9][0-9]{0,8}")) {
      throw RegistryRefusal.notAVersion(version);
    }
    int number = Integer.parseInt(version);
    if (number > releases.size()) {
      throw RegistryRefusal.noVersion(version);
    }
    return releases.get(number - 1);
  }

  Release withId(String id) throws RegistryRefusal {
    if (!id.matches("[0-9]{1,9}")) {
      throw RegistryRefusal.noSchema();
    }
    return Release.withId(Integer.parseInt(id)).orElseThrow(RegistryRefusal::noSchema);
  }

  /// The release that the schema in `text` is but for docs and properties, if any.
  Optional<Release> same(String subject, String text) throws RegistryRefusal {
    List<Release> releases = releases(subject);
    return ParsingForm.of(text)
        .flatMap(form ->
            releases.stream()
                .filter(release -> SchemaNormalization.toParsingForm(release.schema()).equals(form))
                .findFirst());
  }

  /// Whether `schema`, which is one of ours, could come after `release`.
  static boolean isCompatible(Schema schema, Release release) {
    boolean readsOlder = reads(schema, release.schema());
    return switch (release.envelope().compatibility()) {
      case BACKWARD -> readsOlder;
      case FULL -> readsOlder && reads(release.schema(), schema);
    };
  }

  private static boolean reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
