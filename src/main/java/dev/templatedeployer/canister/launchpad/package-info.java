/// Launchpads: a token is sold for another, and whoever contributed claims its part, or is
/// refunded.
///
/// Pure, and an example for template authors: may touch [dev.templatedeployer.canister] and what
/// lies below it, [dev.templatedeployer.template] and [dev.templatedeployer.identity]. Start
/// reading at [dev.templatedeployer.canister.launchpad.LaunchpadCanister].
@NullMarked
package dev.templatedeployer.canister.launchpad;

import org.jspecify.annotations.NullMarked;
