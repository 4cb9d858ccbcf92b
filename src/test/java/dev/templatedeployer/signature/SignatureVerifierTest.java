package dev.templatedeployer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.wire.HeaderNames;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureVerifierTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final String TOPIC = "deployments.commands.billing";
  static final String KEY = "web-42";
  static final byte[] VALUE = {0, 0, 0, 0, 7, 1, 2, 3};

  static final KeyPair PAIR = Ed25519.newPair();
  static final KeyPair NEXT = Ed25519.newPair();
  static final KeyPair OF_ANOTHER = Ed25519.newPair();
  static final KeyPair RUNNER = Ed25519.newPair();

  static final Signer BILLING = new Signer.Backend("billing");

  static final SignatureVerifier VERIFIER =
      new SignatureVerifier(
          List.of(
              new SenderKey(
                  "billing-1",
                  new Signer.Backend("billing"),
                  PAIR.getPublic(),
                  null,
                  NOON.plusSeconds(60)),
              new SenderKey(
                  "billing-2",
                  new Signer.Backend("billing"),
                  NEXT.getPublic(),
                  NOON.minusSeconds(60),
                  null),
              new SenderKey(
                  "shop-1", new Signer.Backend("shop"), OF_ANOTHER.getPublic(), null, null),
              new SenderKey(
                  "runner-1", new Signer.Executor(Set.of("lock")), RUNNER.getPublic(), null, null)),
          Map.of("billing", new SignaturePolicy(true, Duration.ofHours(24))),
          new SignaturePolicy(true, Duration.ofDays(7)));

  /// A record that is on its way, to be tampered with.
  static final class Letter {

    String topic = TOPIC;
    String key = KEY;
    byte[] value = VALUE.clone();
    Instant arrivedAt = NOON;
    String backend = "billing";
    final Map<String, String> headers = new HashMap<>();

    Letter signed(String kid, KeyPair pair, Instant issuedAt) {
      headers.putAll(
          new CommandSigner(kid, pair.getPrivate(), () -> issuedAt)
              .headers(
                  new SignedRecord(TOPIC, KEY.getBytes(UTF_8), VALUE, this::header),
                  CommandType.CANCEL,
                  "c-1"));
      return this;
    }

    Letter answeredOn(String replyTopic) {
      headers.put(HeaderNames.REPLY_TOPIC, replyTopic);
      return this;
    }

    Verdict verified() {
      return verified(VERIFIER);
    }

    Verdict verified(SignatureVerifier verifier) {
      return verifier.verify(
          backend, new SignedRecord(topic, key.getBytes(UTF_8), value, this::header), arrivedAt);
    }

    private byte @Nullable [] header(String name) {
      var text = headers.get(name);
      return text == null ? null : text.getBytes(UTF_8);
    }
  }

  static Letter signed() {
    return new Letter().signed("billing-1", PAIR, NOON.minusSeconds(1));
  }

  @Test
  void believesWhatTheBackendSigned() {
    assertThat(signed().verified())
        .isEqualTo(new Verdict.Proven("billing-1", BILLING, CommandType.CANCEL, "c-1"));
  }

  @Test
  void believesEitherKeyWhileOneReplacesTheOther() {
    assertThat(signed().verified()).isInstanceOf(Verdict.Proven.class);
    assertThat(new Letter().signed("billing-2", NEXT, NOON).verified())
        .isEqualTo(new Verdict.Proven("billing-2", BILLING, CommandType.CANCEL, "c-1"));
  }

  @Test
  void saysTheSameOfTheSameBytesAgain() {
    var letter = signed();
    assertThat(letter.verified()).isEqualTo(letter.verified());
  }

  static Stream<Arguments> tamperings() {
    return Stream.of(
        refused("SIGNATURE_WRONG", "another topic", l -> l.topic = "deployments.commands"),
        refused("SIGNATURE_WRONG", "another key", l -> l.key = "web-43"),
        refused("SIGNATURE_WRONG", "a changed value", l -> l.value[5] ^= 1),
        refused("SIGNATURE_WRONG", "a longer value", l -> l.value = new byte[9]),
        refused(
            "SIGNATURE_WRONG",
            "another type",
            l -> l.headers.put(HeaderNames.COMMAND_TYPE, "retry")),
        refused(
            "SIGNATURE_WRONG",
            "another command id",
            l -> l.headers.put(HeaderNames.COMMAND_ID, "c-2")),
        refused("SIGNATURE_WRONG", "no command id", l -> l.headers.remove(HeaderNames.COMMAND_ID)),
        refused(
            "SIGNATURE_WRONG", "a reply that nobody asked for", l -> l.answeredOn("shop.replies")),
        refused(
            "SIGNATURE_WRONG",
            "a reply elsewhere",
            l ->
                l.answeredOn("billing.replies")
                    .signed("billing-1", PAIR, NOON)
                    .answeredOn("shop.replies")),
        refused(
            "SIGNATURE_WRONG",
            "a reply taken away",
            l -> {
              l.answeredOn("billing.replies").signed("billing-1", PAIR, NOON);
              l.headers.remove(HeaderNames.REPLY_TOPIC);
            }),
        refused(
            "SIGNATURE_WRONG",
            "another correlation id",
            l -> {
              l.headers.put(HeaderNames.CORRELATION_ID, "1");
              l.signed("billing-1", PAIR, NOON);
              l.headers.put(HeaderNames.CORRELATION_ID, "2");
            }),
        refused("KEY_UNKNOWN", "the key of an executor", l -> l.signed("runner-1", RUNNER, NOON)),
        refused(
            "SIGNATURE_WRONG",
            "another time",
            l -> l.headers.put(HeaderNames.ISSUED_AT, Long.toString(NOON.toEpochMilli()))),
        refused(
            "SIGNATURE_WRONG",
            "the wrong key under a known name",
            l -> l.signed("billing-1", NEXT, NOON)),
        refused(
            "SIGNATURE_WRONG",
            "another key of the same backend",
            l -> l.headers.put(HeaderNames.KEY_ID, "billing-2")),
        refused(
            "SIGNATURE_WRONG",
            "64 bytes that are no signature",
            l ->
                l.headers.put(
                    HeaderNames.SIGNATURE, Base64.getEncoder().encodeToString(new byte[64]))),
        refused("KEY_UNKNOWN", "a key nobody knows", l -> l.signed("billing-3", PAIR, NOON)),
        refused("KEY_UNKNOWN", "the key of another", l -> l.signed("shop-1", OF_ANOTHER, NOON)),
        refused(
            "KEY_NOT_VALID",
            "a key that counts no longer",
            l -> l.arrivedAt = NOON.plusSeconds(61)),
        refused(
            "KEY_NOT_VALID",
            "a key that does not count yet",
            l -> {
              l.signed("billing-2", NEXT, NOON.minusSeconds(61));
              l.arrivedAt = NOON.minusSeconds(61);
            }),
        refused(
            "ISSUED_TOO_LONG_AGO",
            "a day and more ago",
            l ->
                l.signed(
                    "billing-1", PAIR, NOON.minus(Duration.ofMinutes(24 * 60 + 5)).minusMillis(1))),
        refused(
            "ISSUED_IN_THE_FUTURE",
            "the future",
            l -> l.signed("billing-1", PAIR, NOON.plus(Duration.ofMinutes(5)).plusMillis(1))),
        refused("SIGNATURE_MISSING", "no header at all", l -> l.headers.clear()),
        refused("SIGNATURE_MISSING", "no signature", l -> l.headers.remove(HeaderNames.SIGNATURE)),
        refused("SIGNATURE_MISSING", "no key id", l -> l.headers.remove(HeaderNames.KEY_ID)),
        refused("SIGNATURE_MISSING", "no time", l -> l.headers.remove(HeaderNames.ISSUED_AT)),
        refused("SIGNATURE_MISSING", "no type", l -> l.headers.remove(HeaderNames.COMMAND_TYPE)),
        refused(
            "SIGNATURE_MISSING",
            "an endless signature",
            l -> l.headers.put(HeaderNames.SIGNATURE, "A".repeat(2_000))),
        refused(
            "SIGNATURE_MALFORMED",
            "no base64",
            l -> l.headers.put(HeaderNames.SIGNATURE, "not base64!")),
        refused(
            "SIGNATURE_MALFORMED",
            "a short signature",
            l -> l.headers.put(HeaderNames.SIGNATURE, "AAAA")),
        refused(
            "SIGNATURE_MALFORMED",
            "an unknown type",
            l -> l.headers.put(HeaderNames.COMMAND_TYPE, "replay")),
        refused(
            "SIGNATURE_MALFORMED",
            "a time that is none",
            l -> l.headers.put(HeaderNames.ISSUED_AT, "noon")),
        refused(
            "SIGNATURE_MALFORMED",
            "a time without end",
            l -> l.headers.put(HeaderNames.ISSUED_AT, "9".repeat(30))),
        refused(
            "SIGNATURE_MALFORMED",
            "a key id that is none",
            l -> l.headers.put(HeaderNames.KEY_ID, "<b>\n")));
  }

  static Arguments refused(String reason, String name, Consumer<Letter> tampering) {
    return Arguments.of(name, Verdict.Reason.valueOf(reason), tampering);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tamperings")
  void refuses(String name, Verdict.Reason reason, Consumer<Letter> tampering) {
    var letter = signed();
    tampering.accept(letter);

    assertThat(letter.verified())
        .as(name)
        .isInstanceOfSatisfying(
            Verdict.Unproven.class,
            unproven -> {
              assertThat(unproven.reason()).isEqualTo(reason);
              assertThat(unproven.sentence()).doesNotContain("<b>", "web-4").endsWith(".");
            });
  }

  @Test
  void believesWhereTheReplyIsWantedIfThatIsSigned() {
    assertThat(
            new Letter().answeredOn("billing.replies").signed("billing-1", PAIR, NOON).verified())
        .isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void knowsAnExecutorByItsKeyAndNoBackendAmongThem() {
    var record = new SignedRecord("reports", KEY.getBytes(UTF_8), VALUE, _ -> null);
    assertThat(VERIFIER.verify(record, NOON))
        .isInstanceOfSatisfying(
            Verdict.Unproven.class,
            unproven -> assertThat(unproven.reason()).isEqualTo(Verdict.Reason.SIGNATURE_MISSING));

    assertThat(ofTheService("runner-1", RUNNER))
        .isEqualTo(
            new Verdict.Proven(
                "runner-1", new Signer.Executor(Set.of("lock")), CommandType.REPORT, ""));
    assertThat(ofTheService("billing-1", PAIR))
        .isInstanceOfSatisfying(
            Verdict.Unproven.class,
            unproven -> assertThat(unproven.reason()).isEqualTo(Verdict.Reason.KEY_UNKNOWN));
  }

  private static Verdict ofTheService(String kid, KeyPair pair) {
    var unsigned = new SignedRecord("reports", KEY.getBytes(UTF_8), VALUE, _ -> null);
    Map<String, String> headers =
        new CommandSigner(kid, pair.getPrivate(), () -> NOON)
            .headers(unsigned, CommandType.REPORT, null);
    return VERIFIER.verify(
        new SignedRecord(
            "reports",
            KEY.getBytes(UTF_8),
            VALUE,
            name -> {
              String text = headers.get(name);
              return text == null ? null : text.getBytes(UTF_8);
            }),
        NOON);
  }

  @Test
  void takesWhatIsAsOldAsMayBe() {
    var oldest = NOON.minus(Duration.ofMinutes(24 * 60 + 5));
    assertThat(new Letter().signed("billing-1", PAIR, oldest).verified())
        .isInstanceOf(Verdict.Proven.class);
    var newest = NOON.plus(Duration.ofMinutes(5));
    assertThat(new Letter().signed("billing-1", PAIR, newest).verified())
        .isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void asksNothingOfABackendThatNeedNotSign() {
    var letter = new Letter();
    letter.backend = "shop";
    assertThat(letter.verified()).isEqualTo(new Verdict.Unsigned());
  }

  @Test
  void refusesAWrongSignatureOfABackendThatNeedNotSign() {
    var letter = new Letter().signed("shop-1", PAIR, NOON);
    letter.backend = "shop";
    assertThat(letter.verified())
        .isInstanceOfSatisfying(
            Verdict.Unproven.class,
            unproven -> assertThat(unproven.reason()).isEqualTo(Verdict.Reason.SIGNATURE_WRONG));
  }

  /// No part can be moved over the border to its neighbour.
  @Test
  void signsContentsApartThatLookAlikeWhenPutTogether() {
    var one = content(new SignedRecord("ab", "c".getBytes(UTF_8), VALUE, _ -> null));
    var other = content(new SignedRecord("a", "bc".getBytes(UTF_8), VALUE, _ -> null));
    assertThat(one.bytes()).isNotEqualTo(other.bytes());
  }

  /// Pinned, since other programs make it too.
  @Test
  void signsTheseBytes() {
    var content =
        new SignedContent(
            new SignedRecord("topic", "key".getBytes(UTF_8), VALUE, _ -> null),
            "deploy",
            "id",
            Instant.ofEpochMilli(258),
            "kid");
    assertThat(java.util.HexFormat.of().formatHex(content.bytes()))
        .isEqualTo(
            "0000001c74656d706c6174652d6465706c6f79657220636f6d6d616e64207631"
                + "00000005746f706963"
                + "000000036b6579"
                + "000000066465706c6f79"
                + "000000026964"
                + "0000000000000102"
                + "000000036b6964"
                + "16efbf06e04e0ab3a02f00f7354fb0e571fd35cf4905e0406080d6ef175a7fd9");
  }

  /// Pinned too: the three headers of the reply come last, in this order, and -1 is for none.
  @Test
  void signsTheHeadersOfTheReplyBehindTheRest() {
    Map<String, byte[]> headers =
        Map.of(
            HeaderNames.REPLY_TOPIC,
            "there".getBytes(UTF_8),
            HeaderNames.CORRELATION_ID,
            new byte[] {7});
    var content =
        content(new SignedRecord("topic", "key".getBytes(UTF_8), VALUE, headers::get)).bytes();

    assertThat(java.util.HexFormat.of().formatHex(content))
        .startsWith("0000001c74656d706c6174652d6465706c6f79657220636f6d6d616e64207632")
        .endsWith("000000057468657265" + "ffffffff" + "0000000107");
  }

  private static SignedContent content(SignedRecord record) {
    return new SignedContent(record, "deploy", "", NOON, "k");
  }
}
