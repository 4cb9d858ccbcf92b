/// The backlog of each template: how much of its work the executors have not finished yet, as
/// Kafka's offsets tell.
///
/// May touch [dev.templatedeployer.domain] for the names of templates, Kafka's clients and
/// Micrometer. Start reading at [dev.templatedeployer.backlog.Backlogs].
@NullMarked
package dev.templatedeployer.backlog;

import org.jspecify.annotations.NullMarked;
