/// What the configs of all kinds of canister have in common: the checks of names, principals,
/// amounts and durations, and where their schema lies.
///
/// Pure but for reading the schema: may touch [dev.templatedeployer.identity] and
/// [dev.templatedeployer.template]. Start reading at
/// [dev.templatedeployer.canister.config.ConfigCheck].
@NullMarked
package dev.templatedeployer.canister.config;

import org.jspecify.annotations.NullMarked;
