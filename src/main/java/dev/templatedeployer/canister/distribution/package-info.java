/// Distributions: a total of a token that many participants claim as a schedule unlocks it.
///
/// Pure, and an example for template authors: may touch [dev.templatedeployer.canister] and what
/// lies below it, [dev.templatedeployer.template] and [dev.templatedeployer.identity], and the
/// digests of `java.security`, with which a
/// [dev.templatedeployer.canister.distribution.MerkleProof] is verified. Start reading at
/// [dev.templatedeployer.canister.distribution.DistributionCanister].
@NullMarked
package dev.templatedeployer.canister.distribution;

import org.jspecify.annotations.NullMarked;
