/// Decentralised organisations: members stake a token, and decide by votes that weigh their stakes.
///
/// Pure, and an example for template authors: may touch [dev.templatedeployer.canister] and what
/// lies below it, [dev.templatedeployer.template] and [dev.templatedeployer.identity]. Start
/// reading at [dev.templatedeployer.canister.dao.DaoCanister].
@NullMarked
package dev.templatedeployer.canister.dao;

import org.jspecify.annotations.NullMarked;
