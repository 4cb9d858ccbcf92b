package dev.templatedeployer.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void hasTheMiddleOneOfAnOddNumber() {
    assertThat(Spread.of(5, 1, 9)).isEqualTo(new Spread(5, 1, 9, 3));
  }

  @Test
  void hasTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Spread.of(4, 1, 8, 6)).isEqualTo(new Spread(5, 1, 8, 4));
  }

  @Test
  void isNotMadeOfNothing() {
    assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
  }
}
