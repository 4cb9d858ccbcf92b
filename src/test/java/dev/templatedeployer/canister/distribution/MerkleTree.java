package dev.templatedeployer.canister.distribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A list of recipients as its owner would publish it: with a root, and a proof for everybody. A
/// node without a sibling moves up as it is.
final class MerkleTree {

  private final Map<Recipient, List<String>> proofs = new LinkedHashMap<>();
  private final String root;

  /// A node on its way up, and the recipients below it.
  private record Node(String digest, List<Recipient> below) {}

  MerkleTree(List<Recipient> recipients) {
    List<Node> level = new ArrayList<>();
    for (Recipient recipient : recipients) {
      level.add(
          new Node(
              MerkleProof.leaf(recipient.principal(), recipient.amount()), List.of(recipient)));
    }
    while (level.size() > 1) {
      level = above(level);
    }
    root = level.getFirst().digest();
  }

  String root() {
    return root;
  }

  List<String> proofOf(Recipient recipient) {
    return List.copyOf(proof(recipient));
  }

  private List<Node> above(List<Node> level) {
    var next = new ArrayList<Node>();
    for (int i = 0; i < level.size(); i += 2) {
      next.add(i + 1 == level.size() ? level.get(i) : joined(level.get(i), level.get(i + 1)));
    }
    return next;
  }

  private Node joined(Node one, Node other) {
    one.below().forEach(recipient -> proof(recipient).add(other.digest()));
    other.below().forEach(recipient -> proof(recipient).add(one.digest()));
    var below = new ArrayList<>(one.below());
    below.addAll(other.below());
    return new Node(MerkleProof.node(one.digest(), other.digest()), below);
  }

  private List<String> proof(Recipient recipient) {
    return proofs.computeIfAbsent(recipient, _ -> new ArrayList<>());
  }
}
