package dev.templatedeployer.query.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "The node is busy.                                  | The node is busy.",
        "Timed out after 30 s                               | Timed out after <n> s",
        "Took 3.5 of 1,000 ms at -7                         | Took <n> of <n> ms at <n>",
        "GET https://node-3.example/x?id=7 gave 503         | GET <url> gave <n>",
        "No token \"ABC\" for 'web-17' or `x`                | No token <text> for <text> or <text>",
        "It's the node's fault                              | It's the node's fault",
        "id 123e4567-e89b-12d3-a456-426614174000 is taken   | id <uuid> is taken",
        "canister ryjl3-tyaaa-aaaaa-aaaba-cai has no cycles | canister <principal> has no cycles",
        "read-only or write-only                            | read-only or write-only",
        "at 2026-03-01T12:00:00.123Z it ended               | at <time> it ended",
        "block 0x1fAB of 9f86d081884c7d65                   | block <hex> of <hex>",
        "deadbeef is no number, added is a word             | deadbeef is no number, added is a word",
        "node_3.example, i-0a1b and web-17 are down         | <id>, <id> and <id> are down",
        "spread   over spaces                               | spread over spaces",
        "status:503, code=7                                 | status:<n>, code=<n>",
      })
  void putsPlaceholdersForWhatDiffers(String message, String pattern) {
    assertThat(of("X", message).pattern()).isEqualTo(pattern);
  }

  @Test
  void isTheSameForTheSameCause() {
    assertThat(of("NO_QUOTA", "No quota for web-1: 3 of 3 used."))
        .isEqualTo(of("NO_QUOTA", "No quota for web-22: 17 of 17 used."));
  }

  @Test
  void differsByCodeAndByMessage() {
    assertThat(of("A", "busy").id()).isNotEqualTo(of("B", "busy").id());
    assertThat(of("A", "busy").id()).isNotEqualTo(of("A", "dead").id());
    assertThat(of("AB", "C").id()).isNotEqualTo(of("A", "BC").id());
  }

  @Test
  void neverChanges() {
    assertThat(of("TIMED_OUT", "Timed out after 30 s").id()).isEqualTo("112322d1bf461ac9");
  }

  @Test
  void readsNoMoreThanTheBeginningOfALongMessage() {
    String pattern = of("X", "word ".repeat(400)).pattern();
    assertThat(pattern).hasSize(Fingerprint.MAX_PATTERN);
  }

  private static Fingerprint of(String code, String message) {
    return Fingerprint.of(new Failure(code, message, false));
  }
}
