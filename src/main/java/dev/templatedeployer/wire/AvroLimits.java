package dev.templatedeployer.wire;

/// What Avro itself refuses to read, as a second line behind the sizes of [Envelope]. Whoever
/// starts the program may set other limits by the same system properties.
final class AvroLimits {

  private AvroLimits() {}

  /// Sets the limits. Avro reads them once, so this has to come before its first record.
  static void set() {
    setUnlessPresent("org.apache.avro.limits.bytes.maxLength", 1 << 20);
    setUnlessPresent("org.apache.avro.limits.string.maxLength", 1 << 16);
    setUnlessPresent("org.apache.avro.limits.collectionItems.maxLength", 10_000);
  }

  private static void setUnlessPresent(String property, int limit) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(limit));
    }
  }
}
