package dev.templatedeployer.query;

/// Whether an event is the next one of its deployment or canister.
///
/// @param subject what it is an event of, such as `deployment`
/// @param version the version that is reached, 0 if nothing is known of it yet
record Order(String subject, String id, long version) {

  /// An event that is in the read model already, as after a repeated delivery.
  boolean isRepeat(long next) {
    return next <= version;
  }

  void requireNext(long next) throws BrokenLog {
    if (next != version + 1) {
      throw new BrokenLog(
          "the %s '%s' has reached version %d and this is version %d, so events between them are missing"
              .formatted(subject, id, version, next));
    }
  }
}
