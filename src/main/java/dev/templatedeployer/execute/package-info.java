/// Takes work, runs templates on virtual threads, and reports how they ended.
///
/// ```text
/// work topics --> WorkConsumer --> Instructions --> Lanes --> Runner --> Template.create
///                      ^                                        |
///                   offsets <------- acknowledged ------- Reports --> reports topic
/// ```
///
/// The offset of a work record is finished when the report of its end is acknowledged, and the
/// lowest unfinished offset is what is committed: after a crash, whatever was not reported is run
/// again.
///
/// A template that is paused or at its limit keeps its starts in their topic, however many they
/// are. What lies behind them is read nevertheless, for the stops among it, and read again when its
/// turn comes. What cannot be read yet holds up its partition, but for stops.
///
/// May touch [dev.templatedeployer.domain], [dev.templatedeployer.template] with its catalog,
/// [dev.templatedeployer.wire], Kafka's clients and Micrometer. Start reading at
/// [dev.templatedeployer.execute.Executor].
@NullMarked
package dev.templatedeployer.execute;

import org.jspecify.annotations.NullMarked;
