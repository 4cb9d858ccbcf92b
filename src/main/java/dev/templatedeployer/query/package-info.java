/// The read model: what the events add up to, kept in SQL, and the questions it answers.
///
/// A projector follows the event topics and writes rows and offsets in one database transaction, so
/// every event counts exactly once and the file may be deleted at any time: it is rebuilt from the
/// topics. Every answer carries the position in the logs that it reflects.
///
/// May touch [dev.templatedeployer.domain], [dev.templatedeployer.identity],
/// [dev.templatedeployer.canister], [dev.templatedeployer.query.filter],
/// [dev.templatedeployer.wire], JDBC, Kafka's clients and Jackson. Start reading at
/// [dev.templatedeployer.query.Projector] for the way in and at
/// [dev.templatedeployer.query.DeploymentViews] for the way out.
@NullMarked
package dev.templatedeployer.query;

import org.jspecify.annotations.NullMarked;
