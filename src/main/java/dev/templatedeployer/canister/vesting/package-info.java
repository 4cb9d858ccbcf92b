/// The vesting engine: when which part of an amount is unlocked.
///
/// Pure: may touch `java.lang`, `java.math`, `java.util`, `java.time`,
/// [dev.templatedeployer.identity], [dev.templatedeployer.canister.config] and the violations of
/// [dev.templatedeployer.template]. All arithmetic is on integers, multiplies before it divides,
/// and leaves no dust. Start reading at [dev.templatedeployer.canister.vesting.Schedule], then
/// [dev.templatedeployer.canister.vesting.UnlockPlan].
@NullMarked
package dev.templatedeployer.canister.vesting;

import org.jspecify.annotations.NullMarked;
