package dev.templatedeployer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The chain of the events of canisters, which is that of deployments too.
class ChainTest {

  static final CanisterEventCodec CODEC = new CanisterEventCodec(new BuiltInSchemaIds());
  static final Principal LOCK = CanisterIds.of("lock-1");

  final List<LogInMemory.Entry> log = new ArrayList<>();
  EventHash hash = EventHash.NONE;

  @BeforeEach
  void live() {
    append(1, "Created");
    append(2, "Claimed");
    append(3, "Claimed");
  }

  @Test
  void isWhole() {
    Findings.Snapshot found = verified();

    assertThat(found.listed()).isEmpty();
    assertThat(found.canisters()).isEqualTo(1);
    assertThat(found.events()).isEqualTo(3);
  }

  @Test
  void misses() {
    log.remove(1);
    assertFound(
        "The event Claimed of the canister '%s', version 3 at 'canisters.events', partition 0, offset 1, follows on a gap: version 2 is missing before it.");
  }

  @Test
  void missesSeveral() {
    log.remove(0);
    log.remove(0);
    assertFound(
        "The event Claimed of the canister '%s', version 3 at 'canisters.events', partition 0, offset 0, follows on a gap: versions 1 to 2 are missing before it.");
  }

  @Test
  void isOutOfOrder() {
    Collections.swap(log, 0, 1);
    assertThat(verified().listed())
        .extracting(Difference::kind)
        .containsExactly(Difference.Kind.GAP, Difference.Kind.REPEATED);
  }

  @Test
  void wasAltered() {
    LogInMemory.Entry entry = log.get(1);
    byte[] value = CODEC.encode(event(2, "Climbed"));
    log.set(1, entry.with(value));
    assertFound(
        "The event Climbed of the canister '%s', version 2 at 'canisters.events', partition 0, offset 1, does not have the bytes that its hash was made of: it, or the event before it, was altered.");
  }

  @Test
  void hasAnEventOfAnother() {
    log.set(1, log.get(1).withKey("x"));
    assertFound(
        "The event Claimed of the canister '%s', version 2 at 'canisters.events', partition 0, offset 1, has the key 'x'.");
  }

  @Test
  void goesOnAfterWhatCannotBeRead() {
    log.set(1, log.get(1).with(null));
    assertFound(
        "The event of the canister '%s' at 'canisters.events', partition 0, offset 1 has no value.");
    log.set(1, log.get(1).with(new byte[] {9}));
    assertThat(verified().listed())
        .singleElement()
        .satisfies(found -> assertThat(found.kind()).isEqualTo(Difference.Kind.UNREADABLE));
  }

  @Test
  void beginsWithOne() {
    assertThat(Chain.follow(Link.NONE, 0, new byte[0], null).flaw())
        .contains(
            new Chain.Flaw(Difference.Kind.REPEATED, "has the version 0, and the first is 1"));
  }

  private void assertFound(String sentence) {
    assertThat(verified().listed())
        .extracting(Difference::sentence)
        .containsExactly(sentence.formatted(LOCK.text()));
  }

  private Findings.Snapshot verified() {
    var findings = new Findings();
    var chains = new CanisterChains(LogInMemory.SOURCES, findings);
    for (int i = 0; i < log.size(); i++) {
      LogInMemory.Entry entry = log.get(i);
      chains.event(new Spot("canisters.events", 0, i), entry.key(), entry.value(), entry.hash());
    }
    chains.finish();
    return findings.snapshot();
  }

  private void append(long version, String type) {
    byte[] value = CODEC.encode(event(version, type));
    hash = hash.then(value);
    log.add(new LogInMemory.Entry(LOCK.text().getBytes(UTF_8), value, hash.bytes()));
  }

  private static RecordedCanisterEvent event(long version, String type) {
    return new RecordedCanisterEvent(
        LOCK,
        version,
        "lock",
        type,
        new JsonBytes("{}".getBytes(UTF_8)),
        null,
        LogInMemory.NOON,
        RecordedEvent.Cause.TIME);
  }
}
