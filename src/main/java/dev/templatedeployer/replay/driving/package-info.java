/// Carries bulk replays out: the log that they are kept in, the one driver of all instances that
/// starts their items, and the desk where people ask for things.
///
/// ```text
/// HTTP --> desk --decide--> deployments.replays --fold--> ledger (every instance)
///                                 ^                          |
///                                 '--decide-- driver <-------'   (one instance, by its group)
///                                               |  ^
///                       deployments.admin-commands  deployments.outcomes
/// ```
///
/// May touch [dev.templatedeployer.replay], [dev.templatedeployer.domain], the `wire`, `client` and
/// `query` packages, and Kafka's clients. Start reading at
/// [dev.templatedeployer.replay.driving.Driver].
@NullMarked
package dev.templatedeployer.replay.driving;

import org.jspecify.annotations.NullMarked;
