/// How facts look outside the process: topics, headers, Avro in the Confluent wire format, and the
/// schema registry.
///
/// A codec writes and reads our own types directly, in the order of the schema: see
/// [dev.templatedeployer.wire.OutcomeCodec] for a short one. The classes that Avro generates from
/// the same schemas, in `wire.avro.v1`, are for programs that bring a serializer of their own; the
/// service uses none of them, and the tests hold the codecs against them.
///
/// May touch [dev.templatedeployer.domain], [dev.templatedeployer.canister],
/// [dev.templatedeployer.access], [dev.templatedeployer.control], [dev.templatedeployer.replay],
/// [dev.templatedeployer.identity], Avro, Kafka's clients, and Jackson for the registry. Start
/// reading at [dev.templatedeployer.wire.Topics].
@NullMarked
package dev.templatedeployer.wire;

import org.jspecify.annotations.NullMarked;
