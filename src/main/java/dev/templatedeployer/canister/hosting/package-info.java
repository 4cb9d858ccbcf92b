/// Hosts canisters of any kind: puts the typed rules of a kind behind a face of JSON, so that the
/// topology, the read model and the API need to know no kind.
///
/// May touch [dev.templatedeployer.canister], [dev.templatedeployer.identity] and Jackson. Start
/// reading at [dev.templatedeployer.canister.hosting.HostedKind].
@NullMarked
package dev.templatedeployer.canister.hosting;

import org.jspecify.annotations.NullMarked;
