package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemasTest {

  static final String NAMESPACE = "dev.templatedeployer.wire.avro.v1";

  @TestFactory
  Stream<DynamicTest> sayWhatEveryTypeAndFieldIs() {
    return ofEachEnvelope(schema ->
        assertThat(named(schema).values())
            .allSatisfy(type -> {
              assertThat(type.getDoc()).as(type.getFullName()).isNotBlank();
              assertThat(type.getNamespace()).isEqualTo(NAMESPACE);
              assertThat(fields(type))
                  .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
            }));
  }

  @TestFactory
  Stream<DynamicTest> nameTheUnitOfEveryTime() {
    return ofEachEnvelope(schema ->
        assertThat(allFields(schema).filter(field -> isTime(field.schema())))
            .allSatisfy(field ->
                assertThat(field.doc())
                    .as(field.name())
                    .contains("in microseconds since 1970 UTC")));
  }

  @TestFactory
  Stream<DynamicTest> nameTheUnitOfEveryDuration() {
    return ofEachEnvelope(schema ->
        assertThat(allFields(schema).filter(field -> field.name().endsWith("Millis")))
            .allSatisfy(
                field -> assertThat(field.doc()).as(field.name()).contains("in milliseconds")));
  }

  @TestFactory
  Stream<DynamicTest> defaultWhatMayBeLeftOut() {
    return ofEachEnvelope(schema ->
        assertThat(allFields(schema).filter(SchemasTest::mayBeLeftOut))
            .allSatisfy(field -> assertThat(field.hasDefaultValue()).as(field.name()).isTrue()));
  }

  @TestFactory
  Stream<DynamicTest> putNullFirstAndMakeItTheDefault() {
    return ofEachEnvelope(schema ->
        assertThat(allFields(schema).filter(field -> field.schema().isNullable()))
            .allSatisfy(field -> {
              assertThat(field.schema().getTypes().getFirst().getType())
                  .as(field.name())
                  .isEqualTo(Schema.Type.NULL);
              assertThat(field.defaultVal()).as(field.name()).isEqualTo(JsonProperties.NULL_VALUE);
            }));
  }

  @TestFactory
  Stream<DynamicTest> letEveryEnumGrow() {
    return ofEachEnvelope(schema ->
        assertThat(named(schema).values().stream().filter(SchemasTest::isEnum))
            .allSatisfy(type ->
                assertThat(type.getEnumDefault()).isEqualTo(type.getEnumSymbols().getFirst())));
  }

  @TestFactory
  Stream<DynamicTest> areReleasedAsTheyStand() {
    return Stream.of(Envelope.values()).map(SchemasTest::isReleasedAsItStands);
  }

  @TestFactory
  Stream<DynamicTest> getAlongWithAllThatWasReleased() {
    return Release.all().stream()
        .map(release ->
            dynamicTest(
                release.envelope().schemaName() + " and its version " + release.version(),
                () ->
                    assertThat(
                            CompatibilityRule.breaches(
                                release.envelope().compatibility(),
                                SchemaFiles.current(release.envelope()),
                                release.schema()))
                        .isEmpty()));
  }

  @Test
  void areReleasedUnderIdsThatDiffer() {
    assertThat(Release.all()).extracting(Release::id).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> haveVersionsWithoutGaps() {
    return Stream.of(Envelope.values())
        .map(envelope ->
            dynamicTest(
                envelope.schemaName(),
                () -> {
                  List<Release> releases = Release.of(envelope);
                  assertThat(releases)
                      .extracting(Release::version)
                      .isNotEmpty()
                      .containsExactlyElementsOf(
                          IntStream.rangeClosed(1, releases.size()).boxed().toList());
                }));
  }

  @Test
  void areAllListedWithAnId() {
    assertThat(SchemaFiles.filesIn(SchemaFiles.SCHEMAS.resolve("released")))
        .containsExactlyInAnyOrderElementsOf(
            Release.all().stream().map(SchemasTest::file).toList());
  }

  private static DynamicTest isReleasedAsItStands(Envelope envelope) {
    Release latest = Release.latest(envelope);
    return dynamicTest(
        envelope.schemaName(),
        () -> {
          String current =
              SchemaFormatter.format("json/pretty", SchemaFiles.current(envelope)) + "\n";
          String released = Files.exists(file(latest)) ? Files.readString(file(latest)) : "";
          if (!released.equals(current)) {
            offer(latest, current);
          }
          assertThat(released)
              .withFailMessage(
                  "schemas/%s.avsc is not what was released as version %d. Has that version left this house? Then copy"
                      + " target/%s to the folder of the next version and list it in Release. Has it not, or did only a doc"
                      + " change? Then put the copy in its place.",
                  envelope.schemaName(), latest.version(), file(latest))
              .isEqualTo(current);
        });
  }

  private static void offer(Release release, String schema) throws IOException {
    Path copy = Path.of("target").resolve(file(release));
    Files.createDirectories(copy.resolveSibling("."));
    Files.writeString(copy, schema);
  }

  private static Path file(Release release) {
    return SchemaFiles.SCHEMAS
        .resolve("released")
        .resolve("v" + release.version())
        .resolve(release.envelope().schemaName() + ".avsc");
  }

  private static Stream<DynamicTest> ofEachEnvelope(Consumer<Schema> claim) {
    return Arrays.stream(Envelope.values())
        .map(envelope ->
            dynamicTest(envelope.schemaName(), () -> claim.accept(SchemaFiles.current(envelope))));
  }

  private static boolean mayBeLeftOut(Schema.Field field) {
    Schema.Type type = field.schema().getType();
    return field.schema().isNullable() || type == Schema.Type.MAP || type == Schema.Type.ARRAY;
  }

  private static boolean isEnum(Schema schema) {
    return schema.getType() == Schema.Type.ENUM;
  }

  private static boolean isTime(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream().anyMatch(SchemasTest::isTime)
        : schema.getLogicalType() != null;
  }

  private static Stream<Schema.Field> allFields(Schema schema) {
    return named(schema).values().stream().flatMap(type -> fields(type).stream());
  }

  private static List<Schema.Field> fields(Schema type) {
    return type.getType() == Schema.Type.RECORD ? type.getFields() : List.of();
  }

  /// All named types that `schema` is made of, itself included.
  private static Map<String, Schema> named(Schema schema) {
    var found = new LinkedHashMap<String, Schema>();
    var open = new ArrayList<>(List.of(schema));
    while (!open.isEmpty()) {
      Schema next = open.removeLast();
      switch (next.getType()) {
        case UNION -> open.addAll(next.getTypes());
        case ARRAY -> open.add(next.getElementType());
        case MAP -> open.add(next.getValueType());
        case RECORD -> {
          if (found.putIfAbsent(next.getFullName(), next) == null) {
            next.getFields().forEach(field -> open.add(field.schema()));
          }
        }
        case ENUM, FIXED -> found.putIfAbsent(next.getFullName(), next);
        default -> {}
      }
    }
    return found;
  }
}
