package dev.templatedeployer;

import static dev.templatedeployer.settings.Notations.positiveDuration;
import static dev.templatedeployer.settings.Notations.text;
import static dev.templatedeployer.settings.Notations.trueOrFalse;

import dev.templatedeployer.settings.Notation;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.signature.Ed25519;
import dev.templatedeployer.signature.SenderKey;
import dev.templatedeployer.signature.SignaturePolicy;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.stream.DeployerTopology;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Whose signatures are believed, and who has to sign.
///
/// A key has a name of its own at the service, which says nothing of its backend: so the settings
/// of one key stand together, and a backend may have any number of them.
final class SignatureSettings {

  static final Setting<Boolean> REQUIRED =
      Setting.of("backends.<backend>.require-signature", trueOrFalse(), false)
          .saying(
              "Whether commands of the backend that are not signed are refused. A signature that is there is always checked. The backend that all share who have no topic of their own is called 'backend'.");

  static final Setting<Duration> WINDOW =
      Setting.of(
              "backends.<backend>.signature-window",
              positiveDuration(),
              SignaturePolicy.STANDARD.window())
          .saying(
              "How long before its arrival a command may have been signed; 5 minutes more for clocks that differ.");

  static final Setting<Optional<String>> BACKEND =
      Setting.optional("keys.<kid>.backend", text())
          .saying("The backend that signs with the key. './deployer keys new' makes one.");

  static final Setting<Optional<PublicKey>> PUBLIC_KEY =
      Setting.optional(
              "keys.<kid>.public-key",
              Notation.of(
                  "the public half of an Ed25519 key",
                  "Make a pair with './deployer keys new'.",
                  Ed25519::publicKey,
                  Ed25519::text))
          .saying(
              "The public half, in base64. A backend may have several keys at a time: add the new one, let the backend change over, take the old one out.");

  static final Setting<Optional<Instant>> NOT_BEFORE =
      Setting.optional("keys.<kid>.not-before", moment())
          .saying("From when on the key counts. Left out: it always did.");

  static final Setting<Optional<Instant>> NOT_AFTER =
      Setting.optional("keys.<kid>.not-after", moment())
          .saying("Until when the key counts. Left out: it always will.");

  private SignatureSettings() {}

  static List<Setting<?>> all() {
    return List.of(REQUIRED, WINDOW, BACKEND, PUBLIC_KEY, NOT_BEFORE, NOT_AFTER);
  }

  /// The verifier that the settings ask for.
  ///
  /// @throws CannotStart with all that does not fit together
  static SignatureVerifier verifier(Settings settings) throws CannotStart {
    var problems = new ArrayList<String>();
    var backends = new TreeSet<>(settings.get(DeployerSettings.BACKENDS));
    if (backends.isEmpty()) {
      backends.add(DeployerTopology.SHARED_BACKEND);
    }
    var keys = new ArrayList<SenderKey>();
    for (String kid : kids(settings)) {
      key(kid, settings, problems).ifPresent(keys::add);
    }
    for (SenderKey key : keys) {
      if (!backends.contains(key.backend())) {
        problems.add(
            "keys.%s.backend: there is no backend '%s'. There are: %s."
                .formatted(key.kid(), key.backend(), String.join(", ", backends)));
      }
    }
    var policies = new HashMap<String, SignaturePolicy>();
    for (String backend : policed(settings)) {
      boolean isRequired = settings.get(REQUIRED.named(backend));
      if (!backends.contains(backend)) {
        problems.add(
            "backends.%s: there is no such backend. There are: %s."
                .formatted(backend, String.join(", ", backends)));
      } else if (isRequired && keys.stream().noneMatch(key -> key.backend().equals(backend))) {
        problems.add(
            "backends.%s.require-signature: the backend has no key, so all of its commands would be refused. Make one with './deployer keys new'."
                .formatted(backend));
      }
      policies.put(backend, new SignaturePolicy(isRequired, settings.get(WINDOW.named(backend))));
    }
    if (!problems.isEmpty()) {
      throw new CannotStart(String.join("\n", problems));
    }
    return new SignatureVerifier(keys, policies);
  }

  private static Optional<SenderKey> key(String kid, Settings settings, List<String> problems) {
    Optional<String> backend = settings.get(BACKEND.named(kid));
    Optional<PublicKey> key = settings.get(PUBLIC_KEY.named(kid));
    Instant notBefore = settings.get(NOT_BEFORE.named(kid)).orElse(null);
    Instant notAfter = settings.get(NOT_AFTER.named(kid)).orElse(null);
    if (backend.isEmpty()) {
      problems.add("keys.%s.backend: nobody said whose key it is. Add it.".formatted(kid));
    }
    if (key.isEmpty()) {
      problems.add("keys.%s.public-key: the key itself is missing. Add it.".formatted(kid));
    }
    if (notBefore != null && notAfter != null && notAfter.isBefore(notBefore)) {
      problems.add(
          "keys.%s.not-after: %s is before the key begins to count, %s. Exchange them."
              .formatted(kid, notAfter, notBefore));
    }
    return backend.flatMap(
        whose -> key.map(known -> new SenderKey(kid, whose, known, notBefore, notAfter)));
  }

  private static Set<String> kids(Settings settings) {
    var kids = new TreeSet<String>();
    List.of(BACKEND, PUBLIC_KEY, NOT_BEFORE, NOT_AFTER)
        .forEach(pattern -> kids.addAll(settings.namesIn(pattern)));
    return kids;
  }

  private static Set<String> policed(Settings settings) {
    var names = new TreeSet<>(settings.namesIn(REQUIRED));
    names.addAll(settings.namesIn(WINDOW));
    return names;
  }

  private static Notation<Instant> moment() {
    return Notation.of(
        "a point in time",
        "Write it like '2026-03-01T12:00:00Z'.",
        text -> {
          try {
            return Optional.of(Instant.parse(text));
          } catch (DateTimeException _) {
            return Optional.empty();
          }
        },
        Instant::toString);
  }
}
