package dev.templatedeployer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanisterIdsTest {

  @Test
  void areTheSameWheneverAndWhereverTheyAreAskedFor() {
    assertThat(CanisterIds.of("web-42"))
        .isEqualTo(new Principal("2dz47-6kvi6-ep72r-pdldz-qse7q-jo46r-l3ae"));
  }

  @Test
  void arePrincipalsInTheTextualForm() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(CanisterIds.of("web-" + i).problem(Principal.Form.TEXTUAL)).isEmpty();
    }
  }

  @Test
  void differWhereTheDeploymentsDiffer() {
    assertThat(IntStream.range(0, 10_000).mapToObj(i -> CanisterIds.of("web-" + i)).distinct())
        .hasSize(10_000);
  }
}
