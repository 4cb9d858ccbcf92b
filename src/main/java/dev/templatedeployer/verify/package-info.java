/// Checks that the log tells the truth: that the events of every deployment and canister form an
/// unbroken chain of hashes, and that folding those of a deployment gives what the record store and
/// the read model show of it.
///
/// The rules are pure ([Chain], [SliceCheck], [RowCheck]); [LogVerifier] reads for them and
/// [Verifications] runs it in the background. May touch `domain`, `explain`, `identity`, `wire` and
/// `query`, and Kafka's consumer. Start with [SliceCheck], which says what is compared when.
@NullMarked
package dev.templatedeployer.verify;

import org.jspecify.annotations.NullMarked;
