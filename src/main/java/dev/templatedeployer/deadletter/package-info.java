/// Dead letters for operators: what nobody could act upon, why, and whether it can be acted upon
/// now.
///
/// May touch [dev.templatedeployer.wire], [dev.templatedeployer.domain] and
/// [dev.templatedeployer.canister] for what a record says, the Kafka clients and Jackson. Start
/// reading at [dev.templatedeployer.deadletter.DeadLetters].
@NullMarked
package dev.templatedeployer.deadletter;

import org.jspecify.annotations.NullMarked;
