/// How facts look outside the process: topics, headers, Avro in the Confluent wire format, and the
/// schema registry.
///
/// May touch [dev.templatedeployer.domain], [dev.templatedeployer.canister],
/// [dev.templatedeployer.identity], Avro and Kafka's serialization. The classes that Avro generates
/// live in `wire.avro.v1` and do not leave this package. Start reading at `Topics`.
@NullMarked
package dev.templatedeployer.wire;

import org.jspecify.annotations.NullMarked;
