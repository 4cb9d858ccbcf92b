/// What a canister is: the commands and events every kind has, and the contract of the rules of one
/// kind.
///
/// Pure, like the domain: may touch `java.lang`, `java.util`, `java.time` and
/// [dev.templatedeployer.identity]. Each kind has a package below this one. Start reading at
/// [dev.templatedeployer.canister.CanisterRules].
@NullMarked
package dev.templatedeployer.canister;

import org.jspecify.annotations.NullMarked;
