package dev.templatedeployer.wire;

/// An answer of our own registry that is not 200, by the codes of Confluent's API.
final class RegistryRefusal extends Exception {

  private static final long serialVersionUID = 1;

  private final int code;

  /// @param code a status of HTTP, or one with two digits after it that say more
  /// @param sentence for whoever asked
  RegistryRefusal(int code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }

  int status() {
    return code > 999 ? code / 100 : code;
  }

  static RegistryRefusal noSubject(String subject) {
    return new RegistryRefusal(40401, "There is no subject '%s'.".formatted(subject));
  }

  static RegistryRefusal noVersion(String version) {
    return new RegistryRefusal(40402, "There is no version '%s'.".formatted(version));
  }

  static RegistryRefusal noSchema() {
    return new RegistryRefusal(40403, "There is no such schema.");
  }

  static RegistryRefusal notASchema(String sentence) {
    return new RegistryRefusal(42201, sentence);
  }

  static RegistryRefusal notAVersion(String version) {
    return new RegistryRefusal(
        42202, "'%s' is not a version. Use a number from 1, or 'latest'.".formatted(version));
  }

  static RegistryRefusal notTaken() {
    return new RegistryRefusal(
        42205,
        "This registry holds the schemas of the service and takes in no others. Run a registry of your own for yours.");
  }
}
