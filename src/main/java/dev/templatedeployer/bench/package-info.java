/// Measures the service from outside: sends deployments of the template `probe` through Kafka,
/// reads how they end, and counts what was written for them.
///
/// May touch [dev.templatedeployer.domain], [dev.templatedeployer.wire],
/// [dev.templatedeployer.topics], the Kafka clients and HdrHistogram. Start reading at
/// [dev.templatedeployer.bench.Benchmark].
@NullMarked
package dev.templatedeployer.bench;

import org.jspecify.annotations.NullMarked;
