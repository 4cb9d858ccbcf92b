package dev.templatedeployer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void isTheSameForMessagesThatDifferInNamesAndNumbersOnly() {
    assertThat(Fingerprint.of("NO_MEMORY", "Node 'n1' has 12.5 MB left of 1,024."))
        .isEqualTo(Fingerprint.of("NO_MEMORY", "Node 'n77' has 3 MB left of 2,048."))
        .hasSize(12);
    assertThat(Fingerprint.of("GONE", "Volume 0b1c2d3e-77aa-4b21-9f01-aabbccddeeff is gone."))
        .isEqualTo(Fingerprint.of("GONE", "Volume ffffeeee-0000-1111-2222-333344445555 is gone."));
  }

  @Test
  void differsForAnotherCauseOrCode() {
    assertThat(Fingerprint.of("A", "The node is full."))
        .isNotEqualTo(Fingerprint.of("A", "The node is gone."))
        .isNotEqualTo(Fingerprint.of("B", "The node is full."));
  }
}
