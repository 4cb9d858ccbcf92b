package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.wire.HeaderNames;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class AddressedReplyTest {

  static final byte[] KEY = "web-1".getBytes(UTF_8);
  static final Replies REPLIES =
      new Replies("ordinary", Map.of("commands", Map.of("shop.replies", "sink-of-shop")));

  @Test
  void goesToThePartitionInTheFourBytesOfTheHeader() {
    assertThat(partitions(ByteBuffer.allocate(4).putInt(2).array())).contains(Set.of(2));
  }

  @Test
  void goesByTheKeyIfThereIsNoSuchPartitionOrTheHeaderIsNoIntOfFourBytes() {
    assertThat(partitions(ByteBuffer.allocate(4).putInt(3).array())).isEmpty();
    assertThat(partitions(ByteBuffer.allocate(4).putInt(-1).array())).isEmpty();
    assertThat(partitions("2".getBytes(UTF_8))).isEmpty();
    assertThat(partitions(new byte[0])).isEmpty();
  }

  /// Where the reply goes to a command that names a partition of the allowed topic, which has
  /// three.
  private static Optional<Set<Integer>> partitions(byte[] header) {
    var command =
        new RecordHeaders()
            .add(HeaderNames.REPLY_TOPIC, "shop.replies".getBytes(UTF_8))
            .add(HeaderNames.REPLY_PARTITION, header);
    Outgoing outgoing =
        REPLIES.to("commands", command, KEY, new byte[] {1}, new RecordHeaders(), 0);
    assertThat(outgoing.sink()).isEqualTo("sink-of-shop");
    var reply = (AddressedReply) outgoing.record().value();
    return AddressedReply.PARTITIONER.partitions("shop.replies", KEY, reply, 3);
  }
}
