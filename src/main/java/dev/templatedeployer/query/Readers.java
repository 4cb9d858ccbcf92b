package dev.templatedeployer.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// The connections that read. Each answers one question at a time, on a thread of its own, since
/// what waits in a database's native code would hold a virtual thread's carrier; who comes when all
/// are busy waits its turn.
///
/// Who asks in somebody's name takes half of them at most, and waits no longer than a question may
/// take: so nobody shuts out others. What the service asks for itself waits as long as it has to.
final class Readers implements AutoCloseable {

  static final int COUNT = 4;
  static final int COUNT_OF_ONE_ASKER = COUNT / 2;

  /// How long a question may take, and may wait for its turn.
  static final Duration USUAL = Duration.ofSeconds(2);

  /// How long one may take that goes through all rows, for the service itself.
  static final Duration AT_LENGTH = Duration.ofHours(1);

  private final Duration usual;
  private final Turns turns = new Turns(COUNT_OF_ONE_ASKER);
  private final BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(COUNT, true);
  private volatile boolean isClosed;

  /// @throws SQLException if the database is out of reach
  Readers(Database database, EventTopics topics) throws SQLException {
    this(database, topics, USUAL);
  }

  /// @param usual how long a question may take, and may wait for its turn
  Readers(Database database, EventTopics topics, Duration usual) throws SQLException {
    this.usual = usual;
    for (int i = 0; i < COUNT; i++) {
      idle.add(Reader.open(database, topics, "read-model-" + i));
    }
  }

  /// Asks `question` and the position in one transaction, so that they belong together.
  ///
  /// @throws ReadModelOutOfReach if the database is
  /// @throws QuestionGivenUp if it takes too long, or waits too long for its turn
  <T> Answer<T> ask(Question<T> question) {
    return ask(question, usual);
  }

  /// Asks a question that goes through all rows.
  <T> Answer<T> askAtLength(Question<T> question) {
    return ask(question, AT_LENGTH);
  }

  /// How far the tables reach.
  Position position() {
    return ask(_ -> true).position();
  }

  private <T> Answer<T> ask(Question<T> question, Duration limit) {
    try {
      return Asker.NAME.isBound()
          ? askFor(Asker.NAME.get(), question, limit)
          : answer(idle.take(), question, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the read model was asked.", e);
    }
  }

  private <T> Answer<T> askFor(String asker, Question<T> question, Duration limit)
      throws InterruptedException {
    if (!turns.take(asker, usual)) {
      throw QuestionGivenUp.waitedTooLong(usual, COUNT_OF_ONE_ASKER);
    }
    try {
      Reader reader = idle.poll(usual.toNanos(), TimeUnit.NANOSECONDS);
      if (reader == null) {
        throw QuestionGivenUp.waitedTooLong(usual, COUNT);
      }
      return answer(reader, question, limit);
    } finally {
      turns.end(asker);
    }
  }

  /// The answer of `reader`, which is idle again when it has answered, also if nobody waits any
  /// more.
  private <T> Answer<T> answer(Reader reader, Question<T> question, Duration limit)
      throws InterruptedException {
    if (isClosed) {
      idle.add(reader); // for the next one who waits, to learn the same
      throw new IllegalStateException("The read model is closed.");
    }
    var answer = new CompletableFuture<Answer<T>>();
    reader.run(() -> {
      Runnable tell;
      try {
        Answer<T> found = reader.answer(question, limit);
        tell = () -> answer.complete(found);
      } catch (Throwable e) {
        tell = () -> answer.completeExceptionally(e);
      }
      idle.add(reader);
      tell.run();
    });
    try {
      return answer.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException why -> throw why;
        case Error why -> throw why;
        case null, default ->
            throw new IllegalStateException("A question threw what it cannot.", e);
      }
    }
  }

  /// Waits until the last question is answered. Who asks or waits afterwards is told so.
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    var all = new ArrayList<Reader>();
    try {
      for (int i = 0; i < COUNT; i++) {
        all.add(idle.take());
      }
      isClosed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the last questions were answered.", e);
    } finally {
      idle.addAll(all);
    }
    all.forEach(Reader::close);
  }
}
