package dev.templatedeployer.signature;

import static dev.templatedeployer.signature.Verdict.Reason.ISSUED_IN_THE_FUTURE;
import static dev.templatedeployer.signature.Verdict.Reason.ISSUED_TOO_LONG_AGO;
import static dev.templatedeployer.signature.Verdict.Reason.KEY_NOT_VALID;
import static dev.templatedeployer.signature.Verdict.Reason.KEY_UNKNOWN;
import static dev.templatedeployer.signature.Verdict.Reason.SIGNATURE_MALFORMED;
import static dev.templatedeployer.signature.Verdict.Reason.SIGNATURE_MISSING;
import static dev.templatedeployer.signature.Verdict.Reason.SIGNATURE_WRONG;

import dev.templatedeployer.wire.HeaderNames;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says whether a record was written by who may write the topic it lies on. Pure, and looks at the
/// raw bytes: nothing of the value is decoded before it.
///
/// A signature that is there is always looked at, and a wrong one refused, whether or not one is
/// required. The same bytes may arrive again, at the same topic under the same key, as long as
/// their time has not passed: then it is the same command, and it is for the rules that it causes
/// nothing twice.
public final class SignatureVerifier {

  /// For a service where nobody signs.
  public static final SignatureVerifier NONE =
      new SignatureVerifier(List.of(), Map.of(), SignaturePolicy.STANDARD);

  private static final Pattern KID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int MAX_KID = 64;
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");
  private static final int SIGNATURE_BYTES = 64;

  private final Map<String, SenderKey> keys;
  private final Map<String, SignaturePolicy> policies;
  private final SignaturePolicy ofTheService;

  /// @param keys all keys, each under a name of its own
  /// @param policies what is asked of each backend; the others are asked for nothing
  /// @param ofTheService what is asked of reports and of commands to canisters
  public SignatureVerifier(
      Collection<SenderKey> keys,
      Map<String, SignaturePolicy> policies,
      SignaturePolicy ofTheService) {
    this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(SenderKey::kid, k -> k));
    this.policies = Map.copyOf(policies);
    this.ofTheService = ofTheService;
  }

  /// What the signature of `command` is worth.
  ///
  /// @param backend whose topic it lies on
  /// @param arrivedAt when the broker took it in, which is the only clock that counts
  public Verdict verify(String backend, SignedRecord command, Instant arrivedAt) {
    return verify(
        new Signer.Backend(backend)::equals,
        policies.getOrDefault(backend, SignaturePolicy.STANDARD),
        command,
        arrivedAt);
  }

  /// What the signature of `record` is worth, which is a report or a command to a canister. Whether
  /// its signer may say what it says is not looked at here.
  ///
  /// @param arrivedAt when the broker took it in
  public Verdict verify(SignedRecord record, Instant arrivedAt) {
    return verify(signer -> !(signer instanceof Signer.Backend), ofTheService, record, arrivedAt);
  }

  private Verdict verify(
      Predicate<Signer> mayWrite, SignaturePolicy policy, SignedRecord command, Instant arrivedAt) {
    if (Stream.of(HeaderNames.SIGNATURE, HeaderNames.KEY_ID).noneMatch(command::has)) {
      return policy.isRequired()
          ? unproven(
              SIGNATURE_MISSING,
              "The record is not signed, and records on this topic have to be. Sign it.")
          : new Verdict.Unsigned();
    }
    var kid = command.header(HeaderNames.KEY_ID);
    var signature = command.header(HeaderNames.SIGNATURE);
    var issuedAt = command.header(HeaderNames.ISSUED_AT);
    var type = command.header(HeaderNames.COMMAND_TYPE);
    if (kid == null || signature == null || issuedAt == null || type == null) {
      return unproven(
          SIGNATURE_MISSING,
          "The signature is not whole. Send the headers '%s', '%s', '%s' and '%s'."
              .formatted(
                  HeaderNames.SIGNATURE,
                  HeaderNames.KEY_ID,
                  HeaderNames.ISSUED_AT,
                  HeaderNames.COMMAND_TYPE));
    }
    var claim = Claim.of(kid, signature, issuedAt, type, command.header(HeaderNames.COMMAND_ID));
    return claim
        .map(read -> verify(mayWrite, command, read, policy, arrivedAt))
        .orElseGet(() ->
            unproven(
                SIGNATURE_MALFORMED,
                "A header of the signature cannot be read. '%s' is base64 of 64 bytes, '%s' is milliseconds since 1970, '%s' is one of %s."
                    .formatted(
                        HeaderNames.SIGNATURE,
                        HeaderNames.ISSUED_AT,
                        HeaderNames.COMMAND_TYPE,
                        CommandType.words())));
  }

  private Verdict verify(
      Predicate<Signer> mayWrite,
      SignedRecord command,
      Claim claim,
      SignaturePolicy policy,
      Instant arrivedAt) {
    var key = keys.get(claim.kid());
    if (key == null || !mayWrite.test(key.signer())) {
      return unproven(
          KEY_UNKNOWN,
          "Who writes this topic has no key '%s'. Add its public half to the settings, or sign with another."
              .formatted(claim.kid()));
    }
    if (!key.isValidAt(arrivedAt)) {
      return unproven(
          KEY_NOT_VALID,
          "The key '%s' did not count when the command arrived. Sign with the present one."
              .formatted(claim.kid()));
    }
    if (claim.issuedAt().isBefore(arrivedAt.minus(policy.window()).minus(SignaturePolicy.SKEW))) {
      return unproven(
          ISSUED_TOO_LONG_AGO,
          "The command was signed too long before it arrived. Sign it anew, if it is still meant.");
    }
    if (claim.issuedAt().isAfter(arrivedAt.plus(SignaturePolicy.SKEW))) {
      return unproven(
          ISSUED_IN_THE_FUTURE,
          "The command was signed later than it arrived. Set the clock of its sender.");
    }
    var content =
        new SignedContent(
            command, claim.type().word(), claim.commandId(), claim.issuedAt(), claim.kid());
    return Ed25519.verify(content.bytes(), claim.signature(), key.key())
        ? new Verdict.Proven(claim.kid(), key.signer(), claim.type(), claim.commandId())
        : unproven(
            SIGNATURE_WRONG,
            "The key '%s' did not sign this command, for this topic, this key and this reply. Sign what is sent, with the key that is named."
                .formatted(claim.kid()));
  }

  private static Verdict unproven(Verdict.Reason reason, String sentence) {
    return new Verdict.Unproven(reason, sentence);
  }

  /// What the headers say, well-formed and not believed.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Claim(
      String kid, byte[] signature, Instant issuedAt, CommandType type, String commandId) {

    static Optional<Claim> of(
        String kid, String signature, String issuedAt, String type, @Nullable String commandId) {
      Function<byte[], Optional<Claim>> withSignature =
          bytes ->
              CommandType.of(type)
                  .map(read ->
                      new Claim(
                          kid,
                          bytes,
                          Instant.ofEpochMilli(Long.parseLong(issuedAt)),
                          read,
                          commandId == null ? "" : commandId));
      return kid.length() <= MAX_KID
              && KID.matcher(kid).matches()
              && MILLIS.matcher(issuedAt).matches()
          ? Ed25519.base64(signature)
              .filter(bytes -> bytes.length == SIGNATURE_BYTES)
              .flatMap(withSignature)
          : Optional.empty();
    }
  }
}
