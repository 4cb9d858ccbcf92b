package dev.templatedeployer.stream;

import static dev.templatedeployer.domain.Refusal.Kind.UNAUTHORIZED;
import static dev.templatedeployer.stream.DeployerTopologyTest.ID;
import static dev.templatedeployer.stream.DeployerTopologyTest.deploy;
import static dev.templatedeployer.stream.RunningTopology.ALLOWED_REPLY_TOPIC;
import static dev.templatedeployer.stream.RunningTopology.PROBES_ONLY;
import static dev.templatedeployer.stream.RunningTopology.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.signature.CommandType;
import dev.templatedeployer.signature.Ed25519;
import dev.templatedeployer.signature.SenderKey;
import dev.templatedeployer.signature.SignaturePolicy;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.HeaderNames;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A topology whose backend has to sign.
class SignedCommandsTest {

  static final KeyPair PAIR = Ed25519.newPair();
  static final CommandCodec CODEC = new CommandCodec(new BuiltInSchemaIds());

  @TempDir Path stateDir;
  RunningTopology topology;

  @BeforeEach
  void start() {
    var backend = DeployerTopology.SHARED_BACKEND;
    topology =
        new RunningTopology(
            stateDir,
            PROBES_ONLY,
            new SignatureVerifier(
                List.of(new SenderKey("shop-1", backend, PAIR.getPublic(), null, null)),
                Map.of(backend, new SignaturePolicy(true, Duration.ofHours(24)))));
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  /// A command on its way, with the headers that prove its sender.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sent(String key, byte[] value, RecordHeaders headers) {}

  private Sent signed(CommandMessage command, CommandType type) {
    var value = CODEC.encode(command);
    var signer = new CommandSigner("shop-1", PAIR.getPrivate(), topology::now);
    var headers = new RecordHeaders();
    signer
        .headers(TOPICS.commands().name(), command.id().value(), type, command.commandId(), value)
        .forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
    return new Sent(command.id().value(), value, headers);
  }

  private Sent signed(CommandMessage command) {
    return signed(command, CommandType.of(command));
  }

  private void send(Sent sent) {
    topology.send(TOPICS.commands(), sent.key(), sent.value(), new RecordHeaders(sent.headers()));
  }

  private void assertRefused(String code) {
    assertThat(topology.events()).isEmpty();
    assertThat(topology.stored(ID.value())).isNull();
    assertThat(topology.replies())
        .singleElement()
        .satisfies(reply -> {
          assertThat(reply.commandId()).isNull();
          assertThat(Objects.requireNonNull(reply.refusal()).kind()).isEqualTo(UNAUTHORIZED);
        });
    assertThat(topology.deadLetters())
        .singleElement()
        .satisfies(letter ->
            assertThat(
                    new String(letter.headers().lastHeader(HeaderNames.ERROR_CODE).value(), UTF_8))
                .isEqualTo(code));
  }

  @Test
  void areObeyed() {
    send(signed(deploy("probe", "{}")));

    assertThat(topology.replies()).singleElement().matches(reply -> reply.isPending());
    assertThat(topology.work("probe")).hasSize(1);
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void areRefusedWithoutASignature() {
    topology.send(deploy("probe", "{}"));

    assertRefused("SIGNATURE_MISSING");
  }

  @Test
  void areRefusedUnderAnotherKeyThanTheyWereSignedFor() {
    var sent = signed(deploy("probe", "{}"));
    send(new Sent("web-43", sent.value(), sent.headers()));

    assertThat(topology.events()).isEmpty();
    assertThat(topology.stored("web-43")).isNull();
    assertThat(topology.deadLetters()).hasSize(1);
  }

  /// A value that nobody may have written is not decoded: these bytes would be unreadable.
  @Test
  void areRefusedBeforeAnythingIsRead() {
    var sent = signed(deploy("probe", "{}"));
    send(new Sent(sent.key(), new byte[] {1, 2, 3}, sent.headers()));

    assertRefused("SIGNATURE_WRONG");
  }

  @Test
  void areRefusedIfTheirSenderContradictsItself() {
    send(signed(deploy("probe", "{}"), CommandType.CANCEL));

    assertRefused("SIGNATURE_WRONG");
  }

  @Test
  void areRefusedWhereTheBackendReadsAndNotWhereTheRecordSays() {
    var headers = new RecordHeaders();
    headers.add(HeaderNames.REPLY_TOPIC, ALLOWED_REPLY_TOPIC.getBytes(UTF_8));
    headers.add(HeaderNames.CORRELATION_ID, "7".getBytes(UTF_8));
    topology.send(deploy("probe", "{}"), headers);

    assertThat(topology.raw(ALLOWED_REPLY_TOPIC)).isEmpty();
    assertThat(topology.raw(TOPICS.replies().name()))
        .singleElement()
        .satisfies(reply ->
            assertThat(reply.headers().lastHeader(HeaderNames.CORRELATION_ID).value())
                .isEqualTo("7".getBytes(UTF_8)));
  }

  @Test
  void causeNothingWhenTheSameBytesArriveAgain() {
    var sent = signed(deploy("probe", "{}"));
    send(sent);
    topology.pass(Duration.ofHours(1));
    send(sent);

    assertThat(topology.work("probe")).hasSize(1);
    assertThat(topology.replies()).hasSize(2).allMatch(reply -> reply.isPending());
  }

  @Test
  void countNoLongerADayLater() {
    var sent = signed(deploy("probe", "{}"));
    topology.pass(Duration.ofHours(25));
    send(sent);

    assertRefused("ISSUED_TOO_LONG_AGO");
  }

  /// A backend may not retry at all, so nobody can record a signed retry and start a run with it
  /// later.
  @Test
  void cannotStartAnotherRun() {
    send(signed(deploy("probe", "{}")));
    var retry = signed(new CommandMessage.Retry(ID, "r-1", null, "again"));
    send(retry);
    send(retry);

    assertThat(topology.replies().stream().skip(1))
        .hasSize(2)
        .allSatisfy(reply ->
            assertThat(Objects.requireNonNull(reply.refusal()).kind()).isEqualTo(UNAUTHORIZED));
    assertThat(topology.work("probe")).hasSize(1);
  }

  @Test
  void giveADeploymentUpOnceAndNotAgain() {
    send(signed(deploy("probe", "{}")));
    var cancel = signed(new CommandMessage.Cancel(ID, "c-1", null, "no longer wanted"));
    send(cancel);
    long version = Objects.requireNonNull(topology.stored(ID.value())).version();
    send(cancel);

    var stored = Objects.requireNonNull(topology.stored(ID.value()));
    assertThat(stored.cancel()).isNotNull();
    assertThat(stored.version()).isEqualTo(version);
  }

  @Test
  void areAskedOfBackendsOnly() {
    topology.sendAsAdmin(deploy("probe", "{}"));

    assertThat(topology.work("probe")).hasSize(1);
  }
}
