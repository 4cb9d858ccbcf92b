package dev.templatedeployer.canister.vesting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.templatedeployer.canister.vesting.Schedule.Release;
import dev.templatedeployer.canister.vesting.Schedule.Step;
import dev.templatedeployer.template.Violation;
import dev.templatedeployer.template.catalog.Json;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleRulesTest {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final BigInteger AMOUNT = BigInteger.valueOf(1_000);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'kind':'INSTANT'}                                                                    | 0
          {'kind':'SINGLE','duration':'P10D'}                                                   | 10000
          {'kind':'SINGLE','duration':'P3650D'}                                                 | 0
          {'kind':'LINEAR','duration':'PT1S'}                                                   | 0
          {'kind':'LINEAR','duration':'P30D','every':'MONTHLY'}                                 | 0
          {'kind':'LINEAR','duration':'P30D','every':'CUSTOM','everySeconds':3600}              | 0
          {'kind':'CLIFF','cliff':'P3649D','cliffBps':0,'duration':'P1D','every':'DAILY'}       | 0
          {'kind':'CLIFF','cliff':'P1D','cliffBps':9500,'duration':'P1D'}                       | 500
          {'kind':'STEPPED','steps':[{'after':'P1D','bps':9500}]}                               | 500
          {'kind':'STEPPED','steps':[{'after':'P1D','bps':4000},{'after':'P2D','bps':6000}]}    | 0
          {'kind':'CUSTOM','events':[{'at':'2026-03-01T12:00:00Z','amount':'1000'}]}            | 0
          {'kind':'CUSTOM','events':[{'at':'2036-02-27T12:00:00Z','amount':'950'}]}             | 500
          """)
  void findNothingWrongWithAGoodSchedule(String schedule, int initialBps)
      throws JsonProcessingException {
    assertThat(check(read(schedule), initialBps)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                                                           | /kind REQUIRED
          {'kind':'INSTANT','duration':'P1D','cliff':'P1D','cliffBps':1}                               | /duration SUPERFLUOUS, /cliff SUPERFLUOUS, /cliffBps SUPERFLUOUS
          {'kind':'INSTANT','steps':[],'events':[]}                                                    | /steps SUPERFLUOUS, /events SUPERFLUOUS
          {'kind':'SINGLE'}                                                                            | /duration REQUIRED
          {'kind':'SINGLE','duration':'PT0S'}                                                          | /duration MUST_BE_POSITIVE
          {'kind':'SINGLE','duration':'-P1D'}                                                          | /duration MUST_BE_POSITIVE
          {'kind':'SINGLE','duration':'PT1.5S'}                                                        | /duration NOT_WHOLE_SECONDS
          {'kind':'SINGLE','duration':'P3651D'}                                                        | /duration TOO_LONG
          {'kind':'SINGLE','duration':'P1D','every':'DAILY'}                                           | /every SUPERFLUOUS
          {'kind':'LINEAR','cliff':'P1D'}                                                              | /cliff SUPERFLUOUS, /duration REQUIRED
          {'kind':'LINEAR','duration':'P3651D','every':'DAILY'}                                        | /duration TOO_LONG
          {'kind':'LINEAR','duration':'P29D','every':'MONTHLY'}                                        | /every TOO_LONG
          {'kind':'LINEAR','duration':'P30D','every':'DAILY','everySeconds':5}                         | /everySeconds SUPERFLUOUS
          {'kind':'LINEAR','duration':'P30D','everySeconds':5}                                         | /everySeconds SUPERFLUOUS
          {'kind':'LINEAR','duration':'P30D','every':'CUSTOM'}                                         | /everySeconds REQUIRED
          {'kind':'LINEAR','duration':'P30D','every':'CUSTOM','everySeconds':0}                        | /everySeconds MUST_BE_POSITIVE
          {'kind':'LINEAR','duration':'P30D','every':'CUSTOM','everySeconds':-9223372036854775808}     | /everySeconds MUST_BE_POSITIVE
          {'kind':'LINEAR','duration':'P1D','every':'CUSTOM','everySeconds':86401}                     | /everySeconds TOO_LONG
          {'kind':'CLIFF'}                                                                             | /cliff REQUIRED, /duration REQUIRED, /cliffBps REQUIRED
          {'kind':'CLIFF','cliff':'PT0S','cliffBps':0,'duration':'P1D'}                                | /cliff MUST_BE_POSITIVE
          {'kind':'CLIFF','cliff':'P1D','cliffBps':-1,'duration':'P1D'}                                | /cliffBps OUT_OF_RANGE
          {'kind':'CLIFF','cliff':'P1D','cliffBps':10001,'duration':'P1D'}                             | /cliffBps OUT_OF_RANGE
          {'kind':'CLIFF','cliff':'P1D','cliffBps':9501,'duration':'P1D'}                              | /cliffBps SUM_TOO_LARGE
          {'kind':'CLIFF','cliff':'P3650D','cliffBps':0,'duration':'P1D'}                              | /duration TOO_LONG
          {'kind':'CLIFF','cliff':'P9D','cliffBps':0,'duration':'P1D','every':'WEEKLY'}                | /every TOO_LONG
          {'kind':'CLIFF','cliff':'P1D','cliffBps':0,'duration':'-P1D','every':'WEEKLY'}               | /duration MUST_BE_POSITIVE
          {'kind':'STEPPED'}                                                                           | /steps REQUIRED
          {'kind':'STEPPED','steps':[],'duration':'P1D'}                                               | /duration SUPERFLUOUS, /steps WRONG_SIZE
          {'kind':'STEPPED','steps':[{'after':'P1D','bps':9499}]}                                      | /steps SUM_MISMATCH
          {'kind':'STEPPED','steps':[{'after':'P1D','bps':10000}]}                                     | /steps SUM_MISMATCH
          {'kind':'STEPPED','steps':[{'bps':9500}]}                                                    | /steps/0/after REQUIRED
          {'kind':'STEPPED','steps':[{'after':'PT0S','bps':9500}]}                                     | /steps/0/after MUST_BE_POSITIVE
          {'kind':'STEPPED','steps':[{'after':'P1D','bps':0},{'after':'P2D','bps':9500}]}              | /steps/0/bps OUT_OF_RANGE
          {'kind':'STEPPED','steps':[{'after':'P2D','bps':4500},{'after':'P2D','bps':5000}]}           | /steps/1/after NOT_INCREASING
          {'kind':'STEPPED','steps':[{'after':'P2D','bps':4500},{'after':'P1D','bps':5000}]}           | /steps/1/after NOT_INCREASING
          {'kind':'CUSTOM'}                                                                            | /events REQUIRED
          {'kind':'CUSTOM','events':[]}                                                                | /events WRONG_SIZE
          {'kind':'CUSTOM','events':[{}]}                                                              | /events/0/amount REQUIRED, /events/0/at REQUIRED
          {'kind':'CUSTOM','events':[{'at':'2026-03-02T00:00:00Z','amount':'0'}]}                      | /events/0/amount MUST_BE_POSITIVE
          {'kind':'CUSTOM','events':[{'at':'2026-03-02T00:00:00Z','amount':'949'}]}                    | /events SUM_MISMATCH
          {'kind':'CUSTOM','events':[{'at':'2026-03-01T11:59:59Z','amount':'950'}]}                    | /events/0/at TOO_EARLY
          {'kind':'CUSTOM','events':[{'at':'2036-02-27T12:00:01Z','amount':'950'}]}                    | /events/0/at TOO_LATE
          {'kind':'CUSTOM','events':[{'at':'2026-03-02T00:00:00Z','amount':'900'},{'at':'2026-03-02T00:00:00Z','amount':'50'}]} | /events/1/at NOT_INCREASING
          """)
  void findEverythingThatIsWrong(String schedule, String expected) throws JsonProcessingException {
    assertThat(found(check(read(schedule), 500))).isEqualTo(expected);
  }

  @Test
  void boundTheNumberOfStepsAndEvents() {
    assertThat(found(check(steps(101), 0))).isEqualTo("/steps WRONG_SIZE");
    assertThat(check(steps(100), 0)).isEmpty();
    assertThat(found(check(events(367), 0))).isEqualTo("/events WRONG_SIZE");
    assertThat(check(events(366), 6_340)).isEmpty();
  }

  @Test
  void sayNothingOfSumsWithAnInitialShareThatIsNone() throws JsonProcessingException {
    for (int initialBps : List.of(-1, 10_001, Integer.MAX_VALUE)) {
      assertThat(check(steps(100), initialBps)).isEmpty();
      assertThat(check(events(3), initialBps)).isEmpty();
      assertThat(
              check(
                  read("{'kind':'CLIFF','cliff':'P1D','cliffBps':1,'duration':'P1D'}"), initialBps))
          .isEmpty();
    }
  }

  @Test
  void needNoSumWhereOneScheduleServesMany() {
    assertThat(ScheduleRules.check("", events(3), 0, null, START)).isEmpty();
  }

  @Test
  void speakSoThatAPersonCanMendIt() throws JsonProcessingException {
    assertThat(check(read("{'kind':'STEPPED','steps':[{'after':'P1D','bps':9400}]}"), 500))
        .containsExactly(
            new Violation(
                "/steps",
                "SUM_MISMATCH",
                "'initialBps' and the bps of all steps must add up to 10000; they add up to '9900'."));
  }

  @ParameterizedTest
  @EnumSource
  void findNothingWrongWithAPreset(Preset preset) {
    assertThat(check(preset.config(), 0)).isEmpty();
  }

  private static ScheduleConfig steps(int count) {
    return ScheduleConfig.stepped(
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> new Step(Duration.ofDays(i), 10_000 / count))
            .toList());
  }

  private static ScheduleConfig events(int count) {
    return ScheduleConfig.custom(
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> new Release(START.plusSeconds(i), BigInteger.ONE))
            .toList());
  }

  private static List<Violation> check(ScheduleConfig schedule, int initialBps) {
    return ScheduleRules.check("", schedule, initialBps, AMOUNT, START);
  }

  private static ScheduleConfig read(String schedule) throws JsonProcessingException {
    return Json.mapper().readValue(schedule.replace('\'', '"'), ScheduleConfig.class);
  }

  private static String found(List<Violation> violations) {
    return violations.stream()
        .map(violation -> violation.field() + " " + violation.code())
        .collect(Collectors.joining(", "));
  }
}
