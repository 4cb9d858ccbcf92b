package dev.templatedeployer.canister.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.Seeds;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MerkleProofTest {
  static final Principal ADA = new Principal("em77e-bvlzu-aq");

  /// The digests were computed elsewhere.
  @Test
  void hashesLikeThisForEver() {
    String leaf = MerkleProof.leaf(ADA, BigInteger.valueOf(7));
    String other = MerkleProof.leaf(new Principal("aaaaa-aa"), BigInteger.TEN);

    assertThat(leaf).isEqualTo("f55a718ed3897f926176e1a64cfef5dd8ff35d8d35f138f882087622a3085f81");
    assertThat(other).isEqualTo("6e57f72f44a4065c9356cda9a50e1b0b8b9a93d40fa3bb3490ec3768e0291c41");
    assertThat(MerkleProof.node(leaf, other))
        .isEqualTo("093f3fb3fe942e9fddb4e1e21609dde2b89213b3c9ac9b15d144e6b5babe5fae");
    assertThat(MerkleProof.node(other, leaf))
        .isEqualTo("093f3fb3fe942e9fddb4e1e21609dde2b89213b3c9ac9b15d144e6b5babe5fae");
  }

  @Test
  void leadsEverybodyOnAListToItsRoot() {
    Seeds.each(
        150,
        random -> {
          List<Recipient> list = list(random);
          var tree = new MerkleTree(list);
          for (Recipient recipient : list) {
            assertThat(leads(tree, recipient, tree.proofOf(recipient))).isTrue();
          }
        });
  }

  @Test
  void leadsNobodyElseAndNoOtherAmountThere() {
    Seeds.each(
        150,
        random -> {
          List<Recipient> list = list(random);
          var tree = new MerkleTree(list);
          Recipient known = list.get(random.nextInt(list.size()));
          List<String> proof = tree.proofOf(known);
          var stranger = new Recipient(new Principal("stranger"), known.amount(), null);
          var greedy = new Recipient(known.principal(), known.amount().add(BigInteger.ONE), null);

          assertThat(leads(tree, stranger, proof)).isFalse();
          assertThat(leads(tree, greedy, proof)).isFalse();
          assertThat(leads(tree, known, longer(proof))).isFalse();
          if (!proof.isEmpty()) {
            assertThat(leads(tree, known, proof.subList(1, proof.size()))).isFalse();
            assertThat(leads(tree, known, changed(random, proof))).isFalse();
          }
        });
  }

  @Test
  void takesNoNodeForALeaf() {
    List<Recipient> list = List.of(recipient(1), recipient(2), recipient(3), recipient(4));
    var tree = new MerkleTree(list);
    List<String> proof = tree.proofOf(list.getFirst());

    assertThat(MerkleProof.node(proof.getFirst(), MerkleProof.leaf(ADA, BigInteger.ONE)))
        .isNotEqualTo(MerkleProof.leaf(new Principal(proof.getFirst()), BigInteger.ONE));
    assertThat(leads(tree, list.getFirst(), proof.subList(1, 2))).isFalse();
  }

  @Test
  void takesNothingForAProofThatIsNone() {
    Recipient alone = recipient(1);
    var tree = new MerkleTree(List.of(alone));

    assertThat(leads(tree, alone, List.of())).isTrue();
    for (String no : List.of("", "abc", "g".repeat(64), "A".repeat(64), "a".repeat(65))) {
      assertThat(leads(tree, alone, List.of(no))).isFalse();
    }
    assertThat(leads(tree, alone, Collections.nCopies(33, tree.root()))).isFalse();
  }

  private static boolean leads(MerkleTree tree, Recipient claiming, List<String> proof) {
    return MerkleProof.leadsTo(tree.root(), claiming.principal(), claiming.amount(), proof);
  }

  private static List<String> longer(List<String> proof) {
    var longer = new ArrayList<>(proof);
    longer.add("0".repeat(64));
    return longer;
  }

  private static List<String> changed(SplittableRandom random, List<String> proof) {
    var changed = new ArrayList<>(proof);
    int step = random.nextInt(proof.size());
    char[] digits = proof.get(step).toCharArray();
    int digit = random.nextInt(digits.length);
    digits[digit] = digits[digit] == '0' ? '1' : '0';
    changed.set(step, new String(digits));
    return changed;
  }

  private static List<Recipient> list(SplittableRandom random) {
    return IntStream.rangeClosed(1, random.nextInt(1, 40)).mapToObj(i -> recipient(i)).toList();
  }

  private static Recipient recipient(int i) {
    return new Recipient(new Principal("recipient-" + i), BigInteger.valueOf(100L + i), null);
  }
}
