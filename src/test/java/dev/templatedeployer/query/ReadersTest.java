package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadersTest {

  /// Counts for ever.
  static final String ENDLESS =
      """
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 - 1 FROM numbers)
      SELECT count(*) FROM numbers
      """;

  static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder;

  final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
  final CountDownLatch answered = new CountDownLatch(1);
  ReadModel model;
  Readers readers;

  /// Where the tables are.
  Database database() {
    return new SqliteFile(folder.resolve("read-model.db"));
  }

  @BeforeEach
  void open() throws SQLException {
    Database database = database();
    model = ReadModel.open(database, Logs.TOPICS);
    readers = new Readers(database, Logs.TOPICS, SHORT);
  }

  @AfterEach
  void close() {
    answered.countDown();
    askers.close();
    readers.close();
    model.close();
  }

  @Test
  void giveUpAStatementThatTakesTooLongAndAnswerTheNext() {
    for (int i = 0; i < 2 * Readers.COUNT; i++) {
      assertThatExceptionOfType(QuestionGivenUp.class)
          .isThrownBy(() -> model.readers().ask(ReadersTest::endless))
          .withMessage(
              "The question took longer than 2000 ms, which is all that one may take. Narrow it, as by 'template:', 'owner:' or 'age:<1d', or ask for fewer values at once.")
          .extracting(QuestionGivenUp::code)
          .isEqualTo("QUESTION_TOO_LONG");
    }
    assertThat(model.readers().ask(_ -> "well").value()).isEqualTo("well");
  }

  @Test
  void giveUpAQuestionOfManyShortStatements() {
    assertThatExceptionOfType(QuestionGivenUp.class)
        .isThrownBy(() ->
            readers.ask(tables -> {
              while (true) {
                tables.createQuery("SELECT 1").mapTo(Integer.class).one();
              }
            }));
    assertThat(readers.ask(_ -> "well").value()).isEqualTo("well");
  }

  @Test
  void letWhatTheServiceAsksForItselfTakeItsTime() {
    long begin = System.nanoTime();
    Answer<Integer> answer =
        readers.askAtLength(tables -> {
          int asked = 0;
          while (System.nanoTime() - begin < SHORT.multipliedBy(2).toNanos()) {
            asked += tables.createQuery("SELECT 1").mapTo(Integer.class).one();
          }
          return asked;
        });
    assertThat(answer.value()).isPositive();
  }

  @Test
  void workOnThreadsOfThePlatform() throws Exception {
    Thread thread = askers.submit(() -> readers.ask(_ -> Thread.currentThread()).value()).get();
    assertThat(thread.isVirtual()).isFalse();
    assertThat(thread.getName()).startsWith("read-model-");
  }

  @Test
  void leavePlacesForOthersHoweverManyQuestionsOneAsks() {
    List<CompletableFuture<Answer<String>>> greedy = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      greedy.add(asked("greedy"));
    }
    await().until(() -> greedy.stream().filter(CompletableFuture::isDone).count() == 18);

    assertThat(ScopedValue.where(Asker.NAME, "other").call(() -> readers.ask(_ -> "well")).value())
        .isEqualTo("well");
    assertThatExceptionOfType(QuestionGivenUp.class)
        .isThrownBy(() -> ScopedValue.where(Asker.NAME, "greedy").run(() -> readers.position()))
        .withMessage(
            "The question waited 300 ms for its turn, since only 2 are answered at once. Ask fewer at the same time, or again in a moment.")
        .extracting(QuestionGivenUp::code)
        .isEqualTo("TOO_MANY_QUESTIONS");

    answered.countDown();
    await().until(() -> greedy.stream().allMatch(CompletableFuture::isDone));
    assertThat(ScopedValue.where(Asker.NAME, "greedy").call(() -> readers.ask(_ -> "well")).value())
        .isEqualTo("well");
  }

  /// A question that is answered when the test says so.
  private CompletableFuture<Answer<String>> asked(String asker) {
    return CompletableFuture.supplyAsync(
        () ->
            ScopedValue.where(Asker.NAME, asker)
                .call(() ->
                    readers.ask(_ -> {
                      awaitAnswer();
                      return "at last";
                    })),
        askers);
  }

  private void awaitAnswer() {
    try {
      answered.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long endless(Handle tables) {
    return tables.createQuery(ENDLESS).mapTo(Long.class).one();
  }
}
