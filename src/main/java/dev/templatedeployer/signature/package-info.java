/// Records that prove who wrote them: what is signed, with which keys, and what a signature is
/// worth.
///
/// Ed25519 and nothing else: neither a header nor a setting chooses an algorithm. May touch
/// [dev.templatedeployer.wire] for the names of the headers, [dev.templatedeployer.canister] for
/// what a command to a canister is, and the records of Kafka's producer. Start reading at
/// [dev.templatedeployer.signature.SignatureVerifier].
@NullMarked
package dev.templatedeployer.signature;

import org.jspecify.annotations.NullMarked;
