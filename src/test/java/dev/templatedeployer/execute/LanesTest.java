package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.Rig.ALPHA;
import static dev.templatedeployer.execute.Rig.BETA;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.wire.TraceContext;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LanesTest {

  final Set<TemplateName> held = new HashSet<>();
  final Lanes lanes = new Lanes(Map.of(ALPHA, 2, BETA, 2), 3, 4, name -> !held.contains(name));

  @Test
  void letTheirLimitBegin() {
    add(ALPHA, "a", "b", "c");
    assertThat(next()).isEqualTo("a");
    assertThat(next()).isEqualTo("b");
    assertThat(lanes.next()).isNull();
    assertThat(lanes.running(ALPHA)).isEqualTo(2);
    assertThat(lanes.queued(ALPHA)).isEqualTo(1);
  }

  @Test
  void letTheNextBeginWhenAPlaceIsFree() {
    add(ALPHA, "a", "b", "c");
    Run first = requireNonNull(lanes.next());
    assertThat(next()).isEqualTo("b");
    lanes.free(first);
    assertThat(next()).isEqualTo("c");
  }

  @Test
  void takeTurnsWhenAllTogetherAreAtTheirLimit() {
    var narrow = new Lanes(Map.of(ALPHA, 9, BETA, 9), 1, 100, _ -> true);
    for (int i = 0; i < 3; i++) {
      narrow.add(run(ALPHA, "a" + i));
      narrow.add(run(BETA, "b" + i));
    }
    var order = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      Run run = requireNonNull(narrow.next());
      assertThat(narrow.next()).isNull();
      order.append(run.templateName()).append(' ');
      narrow.free(run);
    }
    assertThat(order.toString())
        .isIn("alpha beta alpha beta alpha beta ", "beta alpha beta alpha beta alpha ");
  }

  @Test
  void areFullBeforeTheyOverflowAndHaveRoomOnlyAfterAWhile() {
    add(ALPHA, "a", "b", "c");
    assertThat(lanes.isFull(ALPHA)).isFalse();
    add(ALPHA, "d");
    assertThat(lanes.isFull(ALPHA)).isTrue();
    assertThat(lanes.hasRoom(ALPHA)).isFalse();
    next();
    assertThat(lanes.isFull(ALPHA)).isFalse();
    assertThat(lanes.hasRoom(ALPHA)).isFalse();
    next();
    assertThat(lanes.hasRoom(ALPHA)).isTrue();
  }

  @Test
  void forgetWhatIsTakenBack() {
    Run run = run(ALPHA, "a");
    lanes.add(run);
    lanes.remove(run);
    assertThat(lanes.next()).isNull();
  }

  @Test
  void letNothingBeginOnceTheyAreClosed() {
    add(ALPHA, "a");
    lanes.close();
    assertThat(lanes.next()).isNull();
  }

  @Test
  void letNothingBeginOfATemplateThatIsPaused() {
    held.add(ALPHA);
    add(ALPHA, "a");
    add(BETA, "b");
    assertThat(next()).isEqualTo("b");
    assertThat(lanes.next()).isNull();
    held.clear();
    assertThat(next()).isEqualTo("a");
  }

  private void add(TemplateName template, String... ids) {
    for (String id : ids) {
      lanes.add(run(template, id));
    }
  }

  private String next() {
    return requireNonNull(lanes.next()).id().value();
  }

  private static Run run(TemplateName template, String id) {
    var rig = new Rig();
    var partition = new WorkPartition(Rig.ALPHA_0, Progress.of(0, ""), new LookAhead(0, 0, 1), 1);
    return new Run(
        Rig.start(id, template, Token.FIRST, null),
        rig.parts.templates().find("alpha").orElseThrow(),
        new Receipt(new WorkPartition.Place(partition, 0), TraceContext.NONE),
        partition);
  }
}
