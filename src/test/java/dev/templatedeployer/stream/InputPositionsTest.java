package dev.templatedeployer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.stream.InputPositions.Position;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputPositionsTest {

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final InputPositions positions = new InputPositions(registry);
  final Map<String, byte[]> store = new HashMap<>();

  @BeforeEach
  void open() {
    positions.open(
        new TaskId(0, 0), key -> store.get(text(key)), (key, value) -> store.put(text(key), value));
  }

  @Test
  void whatComesOneAfterTheOtherIsDecided() {
    assertThat(positions.advance(at("commands", 0), 100)).isTrue();
    assertThat(positions.advance(at("commands", 1), 100)).isTrue();
    assertThat(positions.advance(at("commands", 5), 90)).isTrue(); // by another broker's clock
    assertThat(store.values()).extracting(Position::of).containsExactly(new Position(6, 100));
  }

  @Test
  void whatWasDecidedBeforeIsPassedOverAndCounted() {
    positions.advance(at("commands", 7), 100);
    open(); // as after a restart

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

  /// What was rolled back with its decisions is read again.
  @Test
  void aTaskThatBeginsAgainBelievesItsStore() {
    positions.advance(at("commands", 7), 100);
    store.clear();
    open();

    assertThat(positions.advance(at("commands", 7), 100)).isTrue();
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
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
