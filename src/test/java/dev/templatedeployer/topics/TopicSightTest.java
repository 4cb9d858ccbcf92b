package dev.templatedeployer.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicSightTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Uuid ID = Uuid.randomUuid();

  TopicSight sight = TopicSight.NONE;
  Instant now = NOON;

  @Test
  void missesATopicThatTwoLooksDidNotFind() {
    found(ID);
    absent();
    assertThat(sight.isMissing("work")).isFalse();
    absent();
    assertThat(sight.isMissing("work")).isTrue();
    assertThat(sight.missing()).containsExactly("work");
  }

  @Test
  void missesNothingThatWasNeverThere() {
    absent();
    absent();
    assertThat(sight.missing()).isEmpty();
  }

  @Test
  void isNotMisledByALookThatTellsNothing() {
    found(ID);
    absent();
    look(Map.of(), Set.of(), Set.of());
    assertThat(sight.missing()).isEmpty();
    absent();
    assertThat(sight.missing()).containsExactly("work");
  }

  @Test
  void knowsSinceWhenATopicIsBack() {
    found(ID);
    assertThat(sight.backAt("work")).isEmpty();
    absent();
    absent();
    assertThat(sight.backAt("work")).isEmpty();
    Uuid anew = Uuid.randomUuid();
    found(anew);
    Instant back = now;
    found(anew);

    assertThat(sight.missing()).isEmpty();
    assertThat(sight.backAt("work")).contains(back);
    assertThat(sight.isAnew("work")).isTrue();
  }

  @Test
  void noticesATopicThatWasMadeAnewBetweenTwoLooks() {
    found(ID);
    found(Uuid.randomUuid());

    assertThat(sight.isAnew("work")).isTrue();
    assertThat(sight.backAt("work")).contains(now);
  }

  @Test
  void takesATopicForNewThatIsBlankWhenItIsFirstSeen() {
    look(Map.of("work", ID), Set.of(), Set.of("work"));

    assertThat(sight.backAt("work")).contains(now);
    assertThat(sight.isAnew("work")).isFalse();
  }

  @Test
  void isNotAlarmedByOneBrokerThatDidNotKnow() {
    found(ID);
    absent();
    found(ID);
    absent();

    assertThat(sight.missing()).isEmpty();
    assertThat(sight.backAt("work")).isEmpty();
  }

  private void found(Uuid id) {
    look(Map.of("work", id), Set.of(), Set.of());
  }

  private void absent() {
    look(Map.of(), Set.of("work"), Set.of());
  }

  private void look(Map<String, Uuid> there, Set<String> absent, Set<String> blank) {
    now = now.plusSeconds(1);
    sight = sight.after(new TopicSight.Look(there, absent, blank), now);
  }
}
