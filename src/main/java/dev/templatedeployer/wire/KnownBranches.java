package dev.templatedeployer.wire;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/// Says whether a datum uses only branches of unions that our schema has by name.
///
/// Avro asks less: where no branch has the name, it takes the first one whose fields are all there.
/// A reader would so take an event of a newer version for another event.
final class KnownBranches {

  private KnownBranches() {}

  /// Whether all branches that `datum` uses are branches of `ours`.
  ///
  /// @param datum as it was written, not yet resolved
  static boolean areAllOf(@Nullable Object datum, Schema ours) {
    return switch (ours.getType()) {
      case RECORD -> !(datum instanceof GenericRecord written) || areAllOfFields(written, ours);
      case UNION -> !(datum instanceof GenericRecord written) || isBranch(written, ours);
      case ARRAY ->
          !(datum instanceof Iterable<?> items) || areAllOfItems(items, ours.getElementType());
      default -> true; // our maps hold text
    };
  }

  private static boolean areAllOfFields(GenericRecord written, Schema ours) {
    for (Schema.Field field : ours.getFields()) {
      boolean isThere = written.getSchema().getField(field.name()) != null;
      if (isThere && !areAllOf(written.get(field.name()), field.schema())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBranch(GenericRecord written, Schema union) {
    String name = written.getSchema().getName();
    for (Schema branch : union.getTypes()) {
      if (branch.getType() == Schema.Type.RECORD && branch.getName().equals(name)) {
        return areAllOfFields(written, branch);
      }
    }
    return false;
  }

  private static boolean areAllOfItems(Iterable<?> items, Schema ours) {
    for (Object item : items) {
      if (!areAllOf(item, ours)) {
        return false;
      }
    }
    return true;
  }
}
