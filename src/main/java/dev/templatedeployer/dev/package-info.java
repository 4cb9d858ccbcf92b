/// Development mode: everything that a cluster would provide, in one process.
///
/// May touch everything. Start reading at [EmbeddedBroker].
@NullMarked
package dev.templatedeployer.dev;

import org.jspecify.annotations.NullMarked;
