/// Bulk replay: many failed deployments of one cause are tried again, exactly those, with a
/// receipt. The rules, as two pure functions over a plan.
///
/// What a plan is, what may be asked of it, and what then happens. Knows the clock, Kafka and HTTP
/// only as parameters; [dev.templatedeployer.replay.driving] brings them.
///
/// May touch [dev.templatedeployer.domain] and nothing else of ours. Start reading at
/// [dev.templatedeployer.replay.Replays].
@NullMarked
package dev.templatedeployer.replay;

import org.jspecify.annotations.NullMarked;
