package dev.templatedeployer.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was compressed by a producer, or by the broker, comes out as it went in: also with newer
/// libraries than Kafka was built with.
class CompressedLettersTest {

  static final int WORDS = 20_000;

  @TempDir Path folder;
  EmbeddedBroker broker;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(folder, 0);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lz4", "zstd", "snappy", "gzip"})
  void comeOutAsTheyWentIn(String compression) throws Exception {
    Letters.createTopic(broker.bootstrapServers());
    String[] letters = {letter(1), "", letter(2)};

    Letters.sendInOneTransaction(
        broker.bootstrapServers(), Map.of("compression.type", compression), letters);

    assertThat(Letters.committed(broker.bootstrapServers(), 3)).containsExactly(letters);
    assertThat(bytesOnDisk()).isBetween(1L, letters[0].length() * 1L);
  }

  @Test
  void areCompressedAnewByABrokerThatIsToldTo() throws Exception {
    Letters.createTopic(broker.bootstrapServers(), Map.of("compression.type", "zstd"));
    String[] letters = {letter(1), letter(2)};

    Letters.sendInOneTransaction(
        broker.bootstrapServers(), Map.of("compression.type", "lz4"), letters);

    assertThat(Letters.committed(broker.bootstrapServers(), 2)).containsExactly(letters);
    assertThat(bytesOnDisk()).isBetween(1L, letters[0].length() * 1L);
  }

  /// A long text that no two blocks of a compression have in common.
  private static String letter(long seed) {
    var random = new SplittableRandom(seed);
    return IntStream.range(0, WORDS)
        .mapToObj(_ -> "word-" + random.nextInt(500))
        .collect(Collectors.joining(" "));
  }

  private long bytesOnDisk() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
          .flatMap(folders -> folders.values().stream())
          .flatMap(one -> one.replicaInfos().entrySet().stream())
          .filter(replica -> replica.getKey().topic().equals("letters"))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    }
  }
}
