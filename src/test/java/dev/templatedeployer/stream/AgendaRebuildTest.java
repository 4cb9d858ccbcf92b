package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgendaRebuildTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final int COUNT = 200;

  @TempDir Path stateDir;

  final KeyValueStore<byte[], byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("deployments"), Serdes.ByteArray(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  final Map<String, DeploymentRecord> open = new HashMap<>();
  final Agenda agenda = new Agenda();
  final AgendaRebuild rebuild =
      new AgendaRebuild(
          store,
          row -> Optional.ofNullable(open.get(new String(row.value, UTF_8))),
          agenda,
          this::nanos);
  private long nanos;

  @BeforeEach
  void fill() {
    var context =
        new MockProcessorContext<Object, Object>(
            new Properties(), new TaskId(0, 0), stateDir.toFile());
    store.init(context.getStateStoreContext(), store);
    for (int i = 0; i < COUNT; i++) {
      put("web-" + i);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void findsEveryOpenDeploymentInPiecesThatEndInTime() {
    int pieces = 0;
    while (!rebuild.isDone()) {
      int before = agenda.size();
      rebuild.advance(NOON);
      assertThat(agenda.size() - before).isLessThanOrEqualTo(AgendaRebuild.AT_ONCE);
      pieces++;
    }

    assertThat(pieces).isEqualTo(4);
    assertThat(agenda.size()).isEqualTo(COUNT);
    assertThat(rebuild.records()).isEqualTo(COUNT);
  }

  @Test
  void findsNothingThatHasEnded() {
    open.clear();
    finish();

    assertThat(agenda.size()).isZero();
    assertThat(rebuild.records()).isEqualTo(COUNT);
  }

  @Test
  void leavesAloneWhatIsKnownBetterMeanwhile() {
    rebuild.advance(NOON);
    DeploymentRecord last = Objects.requireNonNull(open.get("web-99")); // the last in order
    agenda.seen(last, NOON.plusSeconds(20));
    finish();

    assertThat(agenda.awaited(NOON.plus(Duration.ofDays(1)), COUNT))
        .filteredOn(entry -> entry.id().equals(last.id()))
        .singleElement()
        .satisfies(entry -> assertThat(entry.lastSeenAt()).isEqualTo(NOON.plusSeconds(20)));
    assertThat(agenda.size()).isEqualTo(COUNT);
  }

  @Test
  void isDoneAtOnceWithAnEmptyStore() {
    open.keySet().forEach(id -> store.delete(id.getBytes(UTF_8)));
    rebuild.advance(NOON);

    assertThat(rebuild.isDone()).isTrue();
  }

  private void finish() {
    while (!rebuild.isDone()) {
      rebuild.advance(NOON);
    }
  }

  /// A slow machine: each look at the clock takes as long as a piece may.
  private long nanos() {
    nanos += AgendaRebuild.PIECE.toNanos();
    return nanos;
  }

  private void put(String id) {
    store.put(id.getBytes(UTF_8), id.getBytes(UTF_8));
    open.put(id, running(new DeploymentId(id)));
  }

  private static DeploymentRecord running(DeploymentId id) {
    var request =
        new DeploymentRequest(
            new TemplateName("lock"),
            null,
            new Config("{}".getBytes(UTF_8), "digest"),
            new Principal("aaaaa-aa"),
            Map.of(),
            null,
            null);
    return Objects.requireNonNull(
        DeploymentRecords.fold(
            List.of(
                new DeploymentEvent.Requested(
                    id,
                    request,
                    "shop",
                    new Terms("1.0.0", Policy.STANDARD),
                    CanisterIds.of(id.value()),
                    NOON,
                    NOON),
                new DeploymentEvent.Started(Token.FIRST, "executor-1", NOON, NOON))));
  }
}
