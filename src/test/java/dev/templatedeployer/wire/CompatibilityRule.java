package dev.templatedeployer.wire;

import static org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;

/// Says how a schema breaks with an older version of itself.
final class CompatibilityRule {

  private CompatibilityRule() {}

  /// A line for each way in which `changed` breaks with `released`; empty if it gets along.
  static List<String> breaches(
      Envelope.Compatibility compatibility, Schema changed, Schema released) {
    var breaches = new ArrayList<String>();
    for (Incompatibility found : incompatibilities(changed, released)) {
      breaches.add("does not read what was written: " + describe(found));
    }
    if (compatibility == Envelope.Compatibility.FULL) {
      for (Incompatibility found : incompatibilities(released, changed)) {
        if (!isNewBranchOfPayload(found, changed)) {
          breaches.add("is not read by older readers: " + describe(found));
        }
      }
    }
    return breaches;
  }

  private static List<Incompatibility> incompatibilities(Schema reader, Schema writer) {
    return checkReaderWriterCompatibility(reader, writer).getResult().getIncompatibilities();
  }

  /// A reader that does not know a branch refuses the records that use it and reads all others. So
  /// readers are renewed before writers, and branches may be appended.
  private static boolean isNewBranchOfPayload(Incompatibility found, Schema changed) {
    return found.getType() == SchemaIncompatibilityType.MISSING_UNION_BRANCH
        && found.getLocation().startsWith("/fields/" + changed.getField("payload").pos() + "/type");
  }

  private static String describe(Incompatibility found) {
    return "%s at %s (%s)".formatted(found.getType(), found.getLocation(), found.getMessage());
  }
}
