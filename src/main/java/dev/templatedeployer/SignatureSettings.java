package dev.templatedeployer;

import static dev.templatedeployer.settings.Notations.listOf;
import static dev.templatedeployer.settings.Notations.path;
import static dev.templatedeployer.settings.Notations.positiveDuration;
import static dev.templatedeployer.settings.Notations.text;
import static dev.templatedeployer.settings.Notations.trueOrFalse;

import dev.templatedeployer.settings.Notation;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.signature.Ed25519;
import dev.templatedeployer.signature.SenderKey;
import dev.templatedeployer.signature.SignaturePolicy;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.signature.Signer;
import java.io.IOException;
import java.nio.file.Path;
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
import java.util.function.Predicate;

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

  static final Setting<Boolean> SERVICE_REQUIRED =
      Setting.of("deployer.require-signature", trueOrFalse(), false)
          .saying(
              "Whether reports and commands to canisters that are not signed are refused. Then the right to write their topics is not enough: this process signs with 'deployer.signing-key', executors elsewhere with keys for their templates.");

  static final Setting<Optional<String>> SIGNING_KEY =
      Setting.optional("deployer.signing-key", text())
          .saying(
              "The key by which this process signs its reports and its commands to canisters. It is one of the keys of the service: 'keys.<kid>.service'.");

  static final Setting<Optional<Path>> SIGNING_KEY_FILE =
      Setting.optional("deployer.signing-key-file", path())
          .saying("The file with the private half of 'deployer.signing-key'.");

  static final Setting<Optional<String>> BACKEND =
      Setting.optional("keys.<kid>.backend", text())
          .saying("The backend that signs with the key. './deployer keys new' makes one.");

  static final Setting<List<String>> TEMPLATES =
      Setting.of("keys.<kid>.templates", listOf(text()), List.of())
          .saying(
              "Instead of a backend: the templates of the executor that signs with the key. It may report on their deployments and create their canisters, and no others.");

  static final Setting<Boolean> SERVICE =
      Setting.of("keys.<kid>.service", trueOrFalse(), false)
          .saying(
              "Instead of a backend: whether processes of the service sign with the key. They run every template, and ask canisters on behalf of everybody.");

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

  /// For as long a topic keeps reports: they may have to wait for the service.
  private static final Duration KEPT = Duration.ofDays(7);

  private SignatureSettings() {}

  static List<Setting<?>> all() {
    return List.of(
        SERVICE_REQUIRED,
        SIGNING_KEY,
        SIGNING_KEY_FILE,
        REQUIRED,
        WINDOW,
        BACKEND,
        TEMPLATES,
        SERVICE,
        PUBLIC_KEY,
        NOT_BEFORE,
        NOT_AFTER);
  }

  /// The verifier that the settings ask for.
  ///
  /// @throws CannotStart with all that does not fit together
  static SignatureVerifier verifier(Settings settings) throws CannotStart {
    var problems = new ArrayList<String>();
    Set<String> backends = DeployerSettings.backends(settings);
    var keys = new ArrayList<SenderKey>();
    for (String kid : kids(settings)) {
      key(kid, settings, problems).ifPresent(keys::add);
    }
    for (SenderKey key : keys) {
      if (key.signer() instanceof Signer.Backend(var backend) && !backends.contains(backend)) {
        problems.add(
            "keys.%s.backend: there is no backend '%s'. There are: %s."
                .formatted(key.kid(), backend, String.join(", ", backends)));
      }
    }
    var policies = new HashMap<String, SignaturePolicy>();
    for (String backend : policed(settings)) {
      boolean isRequired = settings.get(REQUIRED.named(backend));
      if (!backends.contains(backend)) {
        problems.add(
            "backends.%s: there is no such backend. There are: %s."
                .formatted(backend, String.join(", ", backends)));
      } else if (isRequired && keys.stream().noneMatch(isOf(backend))) {
        problems.add(
            "backends.%s.require-signature: the backend has no key, so all of its commands would be refused. Make one with './deployer keys new'."
                .formatted(backend));
      }
      policies.put(backend, new SignaturePolicy(isRequired, settings.get(WINDOW.named(backend))));
    }
    var ofTheService = new SignaturePolicy(settings.get(SERVICE_REQUIRED), KEPT);
    if (ofTheService.isRequired() && settings.get(SIGNING_KEY).isEmpty()) {
      problems.add(
          "deployer.require-signature: this process has no key, so all of its reports would be refused. Make one with './deployer keys new --service', and name it in 'deployer.signing-key'.");
    }
    if (!problems.isEmpty()) {
      throw new CannotStart(String.join("\n", problems));
    }
    return new SignatureVerifier(keys, policies, ofTheService);
  }

  /// What this process signs with, if it is told to.
  ///
  /// @throws CannotStart if the key cannot be read, or is not the one that the settings know
  static Optional<CommandSigner> signer(Settings settings) throws CannotStart {
    Optional<String> named = settings.get(SIGNING_KEY);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    String kid = named.get();
    Path file =
        settings
            .get(SIGNING_KEY_FILE)
            .orElseThrow(() ->
                new CannotStart(
                    "deployer.signing-key-file: nobody said where the private half of '%s' is. Name the file."
                        .formatted(kid)));
    PublicKey known =
        settings
            .get(PUBLIC_KEY.named(kid))
            .filter(_ -> settings.get(SERVICE.named(kid)))
            .orElseThrow(() ->
                new CannotStart(
                    "deployer.signing-key: '%1$s' is no key of the service. Set 'keys.%1$s.service=true' and 'keys.%1$s.public-key'."
                        .formatted(kid)));
    try {
      CommandSigner signer = CommandSigner.reading(kid, file);
      if (!signer.isFor(known)) {
        throw new CannotStart(
            "deployer.signing-key-file: '%s' holds another key than 'keys.%s.public-key'. Name the right file."
                .formatted(file, kid));
      }
      return Optional.of(signer);
    } catch (IOException e) {
      throw new CannotStart(
          "deployer.signing-key-file: '%s' cannot be read: %s. Let this process read it."
              .formatted(file, e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      throw new CannotStart("deployer.signing-key-file: " + e.getMessage(), e);
    }
  }

  private static Predicate<SenderKey> isOf(String backend) {
    return key -> key.signer().equals(new Signer.Backend(backend));
  }

  private static Optional<SenderKey> key(String kid, Settings settings, List<String> problems) {
    List<Signer> signers = signers(kid, settings);
    Optional<PublicKey> key = settings.get(PUBLIC_KEY.named(kid));
    Instant notBefore = settings.get(NOT_BEFORE.named(kid)).orElse(null);
    Instant notAfter = settings.get(NOT_AFTER.named(kid)).orElse(null);
    if (signers.isEmpty()) {
      problems.add("keys.%s.backend: nobody said whose key it is. Add it.".formatted(kid));
    }
    if (signers.size() > 1) {
      problems.add(
          "keys.%1$s: it cannot be the key of several. Leave one of 'keys.%1$s.backend', '.templates' and '.service'."
              .formatted(kid));
    }
    if (key.isEmpty()) {
      problems.add("keys.%s.public-key: the key itself is missing. Add it.".formatted(kid));
    }
    if (notBefore != null && notAfter != null && notAfter.isBefore(notBefore)) {
      problems.add(
          "keys.%s.not-after: %s is before the key begins to count, %s. Exchange them."
              .formatted(kid, notAfter, notBefore));
    }
    return signers.stream()
        .findFirst()
        .flatMap(whose -> key.map(known -> new SenderKey(kid, whose, known, notBefore, notAfter)));
  }

  private static List<Signer> signers(String kid, Settings settings) {
    var signers = new ArrayList<Signer>();
    settings.get(BACKEND.named(kid)).ifPresent(backend -> signers.add(new Signer.Backend(backend)));
    List<String> templates = settings.get(TEMPLATES.named(kid));
    if (!templates.isEmpty()) {
      signers.add(new Signer.Executor(Set.copyOf(templates)));
    }
    if (settings.get(SERVICE.named(kid))) {
      signers.add(new Signer.Service());
    }
    return signers;
  }

  private static Set<String> kids(Settings settings) {
    var kids = new TreeSet<String>();
    List.of(BACKEND, TEMPLATES, SERVICE, PUBLIC_KEY, NOT_BEFORE, NOT_AFTER)
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
