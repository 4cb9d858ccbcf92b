/// The topology: where every message goes, the stores, and the steps that apply the rules.
///
/// May touch the domain, what holds at run time, the canisters, signatures, the wire and Kafka
/// Streams. Everything here runs on a stream thread, which owns the stores: nothing blocks, and
/// nothing starts work of its own. Start reading at [dev.templatedeployer.stream.DeployerTopology].
@NullMarked
package dev.templatedeployer.stream;

import org.jspecify.annotations.NullMarked;
