package dev.templatedeployer.canister.distribution;

import java.math.BigInteger;

/// A list of recipients that lies elsewhere. The distribution knows its Merkle root, so each
/// recipient can show by a [MerkleProof] that it is on the list.
///
/// @param uri where people find the list and their proofs; nothing here ever fetches it
/// @param sha256 digest of that file in hexadecimal, so that everybody can tell whether it is the
///   one
/// @param merkleRoot root of the tree over all recipients, in hexadecimal
/// @param count how many recipients are on it
/// @param total what they are to get together, in base units
public record RecipientsRef(
    String uri, String sha256, String merkleRoot, int count, BigInteger total) {}
