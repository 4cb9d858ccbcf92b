package dev.templatedeployer;

/// The version of this program.
final class Version {

  private Version() {}

  /// As the jar says it; `development` if it does not run from one.
  static String ofThisProgram() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
