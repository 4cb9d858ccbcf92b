package dev.templatedeployer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogCounterTest {

  private static final TopicPartition COMMANDS = new TopicPartition(FakeKafka.COMMANDS, 0);

  private final FakeKafka kafka = new FakeKafka();

  @Test
  void tellsRecordsFromMarkers() {
    send(10);
    var counter = new LogCounter(kafka.consumer(), 1_000);
    var ends = counter.ends(List.of(FakeKafka.COMMANDS));
    assertThat(ends).containsEntry(COMMANDS, 20L);
    assertThat(counter.count(List.of(new LogSpan(COMMANDS, 0, 20))))
        .isEqualTo(
            new Written(
                List.of(
                    // a key of 2 bytes, a value of 100, a header of 1 and 1
                    new Written.Topic(FakeKafka.COMMANDS, 10, 10 * (2 + 100 + 2), 10)),
                false));
  }

  @Test
  void countsNothingBeforeOrAfterTheSpan() {
    send(10);
    var counter = new LogCounter(kafka.consumer(), 1_000);
    var written = counter.count(List.of(new LogSpan(COMMANDS, 4, 10)));
    assertThat(written.records()).isEqualTo(3);
    assertThat(written.markers()).isEqualTo(3);
  }

  @Test
  void takesTheBeginningForTheWholeIfThereIsTooMuch() {
    send(100);
    var counter = new LogCounter(kafka.consumer(), 50);
    var written = counter.count(List.of(new LogSpan(COMMANDS, 0, 200)));
    assertThat(written.isSampled()).isTrue();
    assertThat(written.records()).isCloseTo(100, within(4.0));
    assertThat(written.bytes()).isCloseTo(10_400, within(416.0));
  }

  @Test
  void comparesTwoLooksAtTheEnds() {
    var other = new TopicPartition("a", 0);
    var fresh = new TopicPartition("b", 1);
    assertThat(
            LogSpan.between(
                Map.of(COMMANDS, 5L, other, 7L), Map.of(COMMANDS, 9L, other, 7L, fresh, 2L)))
        .containsExactly(new LogSpan(fresh, 0, 2), new LogSpan(COMMANDS, 5, 9));
  }

  private void send(int count) {
    try (var producer = kafka.producer()) {
      for (var i = 0; i < count; i++) {
        var key = new byte[] {'k', (byte) ('0' + i % 10)};
        var _ =
            producer.send(
                new ProducerRecord<>(FakeKafka.COMMANDS, key, new byte[100]), (_, _) -> {});
      }
    }
  }
}
