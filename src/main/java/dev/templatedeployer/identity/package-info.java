/// Who somebody is, and what a canister is called: principals in their public textual form.
///
/// Knows nobody; the rules, the templates and the canisters all speak of principals through it.
/// Start reading at [dev.templatedeployer.identity.Principal].
@NullMarked
package dev.templatedeployer.identity;

import org.jspecify.annotations.NullMarked;
