package dev.templatedeployer.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LookAheadTest {

  @Test
  void knowsWhichInstructionIsTheLastOfItsDeployment() {
    var ahead = new LookAhead(0, 4, 100);
    ahead.see("a", 0);
    ahead.see("b", 1);
    ahead.see("a", 2);
    ahead.see("a", 3);
    ahead.complete();
    assertThat(ahead.isSuperseded("a", 0)).isTrue();
    assertThat(ahead.isSuperseded("b", 1)).isFalse();
    assertThat(ahead.isSuperseded("a", 2)).isTrue();
    assertThat(ahead.isSuperseded("a", 3)).isFalse();
  }

  @Test
  void looksNoFurtherThanTheEndAtTheTakeOver() {
    var ahead = new LookAhead(0, 1, 100);
    ahead.see("a", 0);
    ahead.see("a", 1);
    assertThat(ahead.isSuperseded("a", 0)).isFalse();
    assertThat(ahead.isCompleteAt(0)).isFalse();
    assertThat(ahead.isCompleteAt(1)).isTrue();
  }

  @Test
  void hasNothingToDoInAnEmptyPartition() {
    assertThat(new LookAhead(7, 7, 100).isCompleteAt(7)).isTrue();
    assertThat(new LookAhead(7, 0, 100).isCompleteAt(7)).isTrue();
  }

  @Test
  void remembersNoMoreDeploymentsThanItMay() {
    var ahead = new LookAhead(0, 100, 2);
    for (long i = 0; i < 20; i++) {
      ahead.see("id" + i, 2 * i);
      ahead.see("id" + i, 2 * i + 1);
    }
    assertThat(ahead.isOverfull()).isTrue();
    assertThat(ahead.isSuperseded("id0", 0)).isTrue();
    assertThat(ahead.isSuperseded("id19", 38)).isFalse();
  }

  @Test
  void neitherMissesNorInventsAnything() {
    for (long seed = 1; seed <= 50; seed++) {
      var random = new SplittableRandom(seed);
      int count = 5_000;
      var ahead = new LookAhead(0, count, count);
      var ids = new String[count];
      Map<String, Integer> last = new HashMap<>();
      for (int offset = 0; offset < count; offset++) {
        ids[offset] = "deployment-" + random.nextInt(4_000);
        last.put(ids[offset], offset);
        ahead.see(ids[offset], offset);
      }
      for (int offset = 0; offset < count; offset++) {
        assertThat(ahead.isSuperseded(ids[offset], offset))
            .describedAs("seed %d", seed)
            .isEqualTo(last.getOrDefault(ids[offset], -1) > offset);
      }
    }
  }
}
