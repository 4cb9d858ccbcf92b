/// The topics of control and audit: follows what holds, writes what was decided, keeps and searches
/// the audit trail.
///
/// May touch [dev.templatedeployer.control], [dev.templatedeployer.access],
/// [dev.templatedeployer.domain], [dev.templatedeployer.wire] and Kafka's clients. Start reading at
/// [dev.templatedeployer.control.log.ControlWriter].
@NullMarked
package dev.templatedeployer.control.log;

import org.jspecify.annotations.NullMarked;
