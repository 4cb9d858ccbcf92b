package dev.templatedeployer.stream;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/// A reply with the partition that its receiver listens on, if it named one.
///
/// @param partition from the `kafka_replyPartition` header, or null to go by the key
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record AddressedReply(byte[] value, @Nullable Integer partition) {

  /// Writes the value and forgets the address.
  static final Serializer<AddressedReply> SERIALIZER = (topic, reply) -> reply.value();

  /// Sends a reply where it is addressed to, unless there is no such partition.
  static final StreamPartitioner<byte[], AddressedReply> PARTITIONER =
      (topic, key, reply, partitions) -> {
        Integer partition = reply.partition();
        return partition == null || partition < 0 || partition >= partitions
            ? Optional.empty()
            : Optional.of(Set.of(partition));
      };
}
