package dev.templatedeployer.verify;

import static dev.templatedeployer.verify.LogInMemory.HOPELESS;
import static dev.templatedeployer.verify.LogInMemory.RECORDS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.query.DeploymentRow;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.verify.Difference.Kind;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Each way to tamper with the log, the changelog or the read model, and the words in which it is
/// found.
class TamperingTest {

  /// `web-1` has the events 0, 1, 3 and 5 of the log, and was retried; `web-2` the events 2 and 4.
  final LogInMemory log =
      new LogInMemory()
          .deploy("web-1")
          .started("web-1")
          .deploy("web-2")
          .failed("web-1", HOPELESS)
          .started("web-2")
          .retried("web-1");

  List<DeploymentRow> rows = new ArrayList<>(log.rows());

  @Test
  void ofNothingIsNotFound() {
    Findings.Snapshot found = log.verified(rows);

    assertThat(found.differences()).isZero();
    assertThat(found.deployments()).isEqualTo(2);
    assertThat(found.events()).isEqualTo(6);
  }

  @Nested
  class WithTheLog {

    @Test
    void aByteIsChanged() {
      RecordedEvent asked = LogInMemory.decoded(log.events.get(0));
      if (!(asked.event() instanceof DeploymentEvent.Requested e)) {
        throw new AssertionError(asked);
      }
      var forged =
          new DeploymentEvent.Requested(
              e.id(), e.request(), "ship", e.terms(), e.canisterId(), e.startAt(), e.at());
      log.events.set(
          0,
          log.events
              .get(0)
              .with(
                  LogInMemory.EVENTS.encode(
                      new RecordedEvent(asked.id(), 1, asked.cause(), forged))));

      assertFirst(
          Kind.ALTERED,
          "The event Requested of 'web-1', version 1 at 'deployments.events', partition 0, offset 0, does not have"
              + " the bytes that its hash was made of: it, or the event before it, was altered.");
      assertThat(log.verified(rows).listed())
          .extracting(Difference::sentence)
          .contains(
              "The changelog at 'app-deployments-changelog', partition 0, offset 5 shows 'web-1' at version 4 with"
                  + " 'caller' 'shop', and by the log it is 'ship' ('deployments.events', partition 0, offset 5).");
    }

    @Test
    void anEventIsDropped() {
      log.events.remove(1);

      assertOnly(
          Kind.GAP,
          "The event Failed of 'web-1', version 3 at 'deployments.events', partition 0, offset 2, follows on a gap:"
              + " version 2 is missing before it.");
    }

    @Test
    void theLastEventIsDropped() {
      log.events.remove(5);

      assertFirst(
          Kind.CHANGELOG,
          "The changelog 'app-deployments-changelog' shows 'web-1' at version 4, and the log ends at version 3.");
    }

    @Test
    void allEventsAreDropped() {
      log.events.remove(4);
      log.events.remove(2);

      assertFirst(
          Kind.CHANGELOG,
          "The changelog 'app-deployments-changelog' shows 'web-2' at version 2, and the log has no event of it.");
    }

    @Test
    void twoEventsAreSwapped() {
      LogInMemory.Entry first = log.events.get(1);
      log.events.set(1, log.events.get(3));
      log.events.set(3, first);

      assertFirst(
          Kind.GAP,
          "The event Failed of 'web-1', version 3 at 'deployments.events', partition 0, offset 1, follows on a gap:"
              + " version 2 is missing before it.");
      assertThat(log.verified(rows).listed().getLast().sentence())
          .isEqualTo(
              "The event Started of 'web-1', version 2 at 'deployments.events', partition 0, offset 3, comes after"
                  + " version 3: it is repeated, or out of order.");
    }

    @Test
    void aVersionIsRepeated() {
      log.events.add(log.events.get(4));

      assertOnly(
          Kind.REPEATED,
          "The event Started of 'web-2', version 2 at 'deployments.events', partition 0, offset 6, comes after"
              + " version 2: it is repeated, or out of order.");
    }

    @Test
    void anEventHasTheKeyOfAnother() {
      log.events.set(4, log.events.get(4).withKey("web-1"));

      assertOnly(
          Kind.WRONG_KEY,
          "The event Started of 'web-2', version 2 at 'deployments.events', partition 0, offset 4, has the key"
              + " 'web-1'.");
    }

    @Test
    void anEventHasNoHash() {
      log.events.set(1, log.events.get(1).withHash(null));

      assertOnly(
          Kind.NO_HASH,
          "The event Started of 'web-1', version 2 at 'deployments.events', partition 0, offset 1, carries no"
              + " hash.");
    }

    @Test
    void anEventHasHalfAHash() {
      log.events.set(1, log.events.get(1).withHash(new byte[16]));

      assertOnly(
          Kind.NO_HASH,
          "The event Started of 'web-1', version 2 at 'deployments.events', partition 0, offset 1, carries a hash"
              + " of 16 bytes instead of 32.");
    }

    @Test
    void anEventCannotBeRead() {
      log.events.set(1, log.events.get(1).with("no Avro".getBytes(UTF_8)));

      assertThat(log.verified(rows).listed())
          .singleElement()
          .satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(difference.sentence())
                .startsWith(
                    "The event of 'web-1' at 'deployments.events', partition 0, offset 1 cannot be read: ");
          });
    }

    @Test
    void anEventHasNoValue() {
      log.events.set(1, log.events.get(1).with(null));

      assertOnly(
          Kind.UNREADABLE,
          "The event of 'web-1' at 'deployments.events', partition 0, offset 1 has no value.");
    }

    /// Whoever can write the topic can make a hash that fits; but the record store was not told.
    @Test
    void anEventIsForgedWithAHashThatFits() {
      log.append(
          new DeploymentId("web-2"),
          new DeploymentEvent.Completed(
              Token.FIRST, Map.of(), LogInMemory.NOON, LogInMemory.NOON, LogInMemory.NOON));
      rows = log.rows();

      assertOnly(
          Kind.CHANGELOG,
          "The changelog 'app-deployments-changelog' shows 'web-2' at version 2, and the log has come to version 3.");
    }

    @Test
    void anEventComesAfterTheEnd() {
      log.succeeded("web-2");
      log.append(
          new DeploymentId("web-2"),
          new DeploymentEvent.Started(Token.FIRST, "x", LogInMemory.NOON, LogInMemory.NOON));
      rows = log.rows();

      assertOnly(
          Kind.IMPOSSIBLE,
          "The event Started of 'web-2', version 4 at 'deployments.events', partition 0, offset 7, cannot follow"
              + " what came before it: The deployment had ended for good before it.");
    }

    @Test
    void aDeploymentIsRequestedTwice() {
      RecordedEvent asked = LogInMemory.decoded(log.events.get(0));
      byte[] value =
          LogInMemory.EVENTS.encode(new RecordedEvent(asked.id(), 5, asked.cause(), asked.event()));
      byte[] last = log.events.get(5).hash();
      log.events.add(
          new LogInMemory.Entry(
              "web-1".getBytes(UTF_8),
              value,
              EventHash.of(last == null ? new byte[32] : last).then(value).bytes()));

      assertOnly(
          Kind.IMPOSSIBLE,
          "The event Requested of 'web-1', version 5 at 'deployments.events', partition 0, offset 6, cannot follow"
              + " what came before it: The deployment 'web-1' was requested twice. The event log holds two histories.");
    }
  }

  @Nested
  class WithTheChangelog {

    @Test
    void aValueIsAltered() {
      DeploymentRecord record = record("web-1");
      var forged =
          new DeploymentRecord(
              record.id(),
              record.version(),
              record.request(),
              record.terms(),
              "mallory",
              record.canisterId(),
              record.phase(),
              record.token(),
              record.run(),
              record.firstAttemptOfRun(),
              record.startedAt(),
              record.cancel(),
              record.attempts(),
              record.lastRetryId(),
              record.lastOutcomeVersion(),
              record.createdAt(),
              record.updatedAt());
      change(5, new StoredRecord(forged, stored(5).lastEventHash()));

      assertOnly(
          Kind.CHANGELOG,
          "The changelog at 'app-deployments-changelog', partition 0, offset 5 shows 'web-1' at version 4 with"
              + " 'caller' 'mallory', and by the log it is 'shop' ('deployments.events', partition 0, offset 5).");
    }

    @Test
    void aHashIsAltered() {
      change(5, new StoredRecord(stored(5).record(), EventHash.NONE));

      assertThat(log.verified(rows).listed())
          .singleElement()
          .satisfies(difference -> {
            assertThat(difference.field()).isEqualTo("lastEventHash");
            assertThat(difference.id()).isEqualTo("web-1");
            assertThat(difference.version()).isEqualTo(4);
          });
    }

    @Test
    void aValueIsMissing() {
      log.changelog.removeIf(entry -> new String(entry.key(), UTF_8).equals("web-2"));

      assertOnly(
          Kind.CHANGELOG,
          "The changelog 'app-deployments-changelog' has no value of 'web-2', which has 2 events by the log.");
    }

    @Test
    void anUpdateWasLost() {
      log.changelog.remove(5);

      assertOnly(
          Kind.CHANGELOG,
          "The changelog 'app-deployments-changelog' shows 'web-1' at version 3, and the log has come to version 4.");
    }

    @Test
    void aValueIsDeleted() {
      log.changelog.add(log.changelog.get(4).with(null));

      assertOnly(
          Kind.CHANGELOG,
          "The value of 'web-2' is deleted at 'app-deployments-changelog', partition 0, offset 6.");
    }

    @Test
    void aValueIsThatOfAnother() {
      log.changelog.add(log.changelog.get(5).withKey("web-2"));

      assertOnly(
          Kind.CHANGELOG,
          "The value of 'web-2' at 'app-deployments-changelog', partition 0, offset 6 is one of 'web-1'.");
    }

    @Test
    void aValueCannotBeRead() {
      log.changelog.add(log.changelog.get(5).with(new byte[] {7}));

      assertThat(log.verified(rows).listed())
          .singleElement()
          .satisfies(difference ->
              assertThat(difference.sentence())
                  .startsWith(
                      "The value of 'web-1' at 'app-deployments-changelog', partition 0, offset 6 cannot be read: "));
    }

    private StoredRecord stored(int offset) {
      try {
        return RECORDS.decode(log.changelog.get(offset).value());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    private void change(int offset, StoredRecord to) {
      log.changelog.set(offset, log.changelog.get(offset).with(RECORDS.encode(to)));
    }
  }

  @Nested
  class WithTheReadModel {

    @Test
    void aRecordIsAltered() {
      DeploymentRow row = rows.getFirst();
      LogInMemory other = new LogInMemory().deploy("web-1").started("web-1");
      other.failed("web-1", new Failure("EMPTY", "Empty.", false));
      rows.set(0, LogInMemory.row(other.retried("web-1").record("web-1")));

      assertThat(row.id()).isEqualTo("web-1");
      assertThat(log.verified(rows).listed())
          .singleElement()
          .satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.READ_MODEL);
            assertThat(difference.sentence())
                .startsWith("The read model shows 'web-1' at version 4 with '")
                .endsWith("' ('deployments.events', partition 0, offset 5).");
          });
    }

    @Test
    void aColumnIsAltered() {
      DeploymentRow honest = rows.getFirst();
      var s = honest.summary();
      if (s == null) {
        throw new AssertionError();
      }
      var forged =
          new DeploymentSummary(
              s.id(),
              s.version(),
              Status.COMPLETED,
              s.template(),
              s.templateVersion(),
              s.owner(),
              s.caller(),
              s.canisterId(),
              s.token(),
              s.run(),
              s.failureCode(),
              s.failureMessage(),
              s.labels(),
              s.createdAt(),
              s.updatedAt());
      rows.set(0, new DeploymentRow(honest.id(), forged, 0, honest.record(), honest.events()));

      assertOnly(
          Kind.READ_MODEL,
          "The row of 'web-1' in the read model contradicts its own record at version 4: 'status' is 'COMPLETED' and"
              + " should be 'PENDING'.");
    }

    @Test
    void anEventIsMissing() {
      DeploymentRow honest = rows.getFirst();
      rows.set(0, new DeploymentRow(honest.id(), honest.summary(), 0, honest.record(), 3));

      assertOnly(
          Kind.READ_MODEL,
          "The row of 'web-1' in the read model contradicts its own record at version 4: 'events' is '3' and should be"
              + " '4'.");
    }

    @Test
    void aRowIsMissing() {
      rows.removeFirst();

      assertOnly(
          Kind.READ_MODEL, "The read model has no row of 'web-1', which has 4 events by the log.");
    }

    @Test
    void aRowIsOld() {
      rows.set(0, log.rowsAfter(4).getFirst());

      assertOnly(
          Kind.READ_MODEL,
          "The read model shows 'web-1' at version 3, although it has read the log up to version 4.");
    }

    @Test
    void aRowIsOneTooMany() {
      rows.add(new LogInMemory().deploy("web-3").rows().getFirst());

      assertOnly(
          Kind.READ_MODEL,
          "The read model shows 'web-3' at version 1, and the log has no event of it.");
    }

    @Test
    void aRecordCannotBeRead() {
      DeploymentRow honest = rows.getFirst();
      rows.set(0, new DeploymentRow(honest.id(), honest.summary(), 0, null, honest.events()));

      assertOnly(Kind.READ_MODEL, "The row of 'web-1' in the read model cannot be read.");
    }
  }

  @Test
  void isCountedWhenItIsTooMuchToBeListed() {
    var many = new LogInMemory();
    for (int i = 0; i < 150; i++) {
      many.deploy("web-" + i);
    }

    Findings.Snapshot found = many.verified(List.of());

    assertThat(found.differences()).isEqualTo(150);
    assertThat(found.listed()).hasSize(100);
  }

  private DeploymentRecord record(String id) {
    return log.record(id);
  }

  private void assertOnly(Kind kind, String sentence) {
    assertFirst(kind, sentence);
    assertThat(log.verified(rows).listed()).hasSize(1);
  }

  private void assertFirst(Kind kind, String sentence) {
    Difference first = log.verified(rows).listed().getFirst();
    assertThat(first.sentence()).isEqualTo(sentence);
    assertThat(first.kind()).isEqualTo(kind);
  }
}
