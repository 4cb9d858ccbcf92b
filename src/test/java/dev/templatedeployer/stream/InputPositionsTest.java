package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.stream.InputPositions.Position;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputPositionsTest {

  static final String STORE = "positions";

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
  final InputPositions positions = new InputPositions(STORE, registry);
  KeyValueStore<byte[], byte[]> store;

  @BeforeEach
  void open() {
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    positions.open(context);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatComesOneAfterTheOtherIsDecided() {
    assertThat(positions.advance(at("commands", 0), 100)).isTrue();
    assertThat(positions.advance(at("commands", 1), 100)).isTrue();
    assertThat(positions.advance(at("commands", 5), 90)).isTrue(); // another broker's clock
    assertThat(Position.of(store.get("commands".getBytes(UTF_8)))).isEqualTo(new Position(6, 100));
  }

  @Test
  void whatWasDecidedBeforeIsPassedOverAndCounted() {
    positions.advance(at("commands", 7), 100);
    positions.open(context); // as after a restart

    assertThat(positions.advance(at("commands", 3), 80)).isFalse();
    assertThat(positions.advance(at("commands", 7), 100)).isFalse();
    assertThat(positions.advance(at("commands", 8), 100)).isTrue();
    assertThat(registry.counter("deployer.records.passed.over", "topic", "commands").count())
        .isEqualTo(2);
  }

  @Test
  void eachInputHasAPositionOfItsOwn() {
    positions.advance(at("commands", 7), 100);

    assertThat(positions.advance(at("reports", 0), 50)).isTrue();
  }

  /// Its offsets begin anew, and its records are later than all that was decided.
  @Test
  void aTopicThatWasMadeAnewIsDecidedFromItsBeginning() {
    positions.advance(at("commands", 7), 100);

    assertThat(positions.advance(at("commands", 0), 101)).isTrue();
    assertThat(positions.advance(at("commands", 1), 102)).isTrue();
    assertThat(positions.advance(at("commands", 0), 101)).isFalse();
  }

  /// A store that was thrown away, as after an aborted transaction, is read again.
  @Test
  void aTaskThatBeginsAgainBelievesItsStore() {
    positions.advance(at("commands", 7), 100);
    store.delete("commands".getBytes(UTF_8));
    positions.open(context);

    assertThat(positions.advance(at("commands", 7), 100)).isTrue();
  }

  private static RecordMetadata at(String topic, long offset) {
    return new RecordMetadata() {
      @Override
      public String topic() {
        return topic;
      }

      @Override
      public int partition() {
        return 0;
      }

      @Override
      public long offset() {
        return offset;
      }
    };
  }
}
