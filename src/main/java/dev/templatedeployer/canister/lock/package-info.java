/// Token locks: an amount that is unlocked for a beneficiary over time.
///
/// Pure, and an example for template authors: may touch [dev.templatedeployer.canister] and what
/// lies below it, [dev.templatedeployer.template] and [dev.templatedeployer.identity]. Start
/// reading at [dev.templatedeployer.canister.lock.LockCanister].
@NullMarked
package dev.templatedeployer.canister.lock;

import org.jspecify.annotations.NullMarked;
