package dev.templatedeployer.simulation;

/// What the service promises, whatever goes wrong.
enum Law {
  VERSIONS("The versions of a deployment are 1, 2, 3 without gaps"),
  STORE("The store is the fold of the events"),
  OUTCOMES("Each run has one outcome, unless a late success replaces it"),
  ANSWERS("Every command is answered once"),
  CALLS("A template is called for a committed start only"),
  CANISTERS("What is CANCELLED or FAILED has no canister, or a later outcome says COMPLETED"),
  ATTENTION("An open deployment is acted on within its policy and the time held or late since"),
  AGENDA("The agenda has each open deployment, and nothing else"),
  LEASES("A run that beats is not counted as lost, and no other is started beside it"),
  CANCELS("A cancelled deployment ends within seconds while its executors are well"),
  REST("Everything comes to rest once nothing goes wrong any more");

  final String sentence;

  Law(String sentence) {
    this.sentence = sentence;
  }

  /// It does not hold.
  static final class Breach extends RuntimeException {
    private static final long serialVersionUID = 1;

    final Law law;

    Breach(Law law, Object evidence) {
      super("%s: %s. Seen: %s".formatted(law, law.sentence, evidence));
      this.law = law;
    }
  }
}
