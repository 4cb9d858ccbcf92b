package dev.templatedeployer.end2end;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What `/readyz` said, asked every fifth of a second, with when it said so.
final class ReadinessRecord implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest question;
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final Thread thread;

  /// One answer.
  ///
  /// @param nanos when it was asked for, on the clock of `System.nanoTime`
  record Answer(long nanos, boolean isReady, String body) {

    @Override
    public String toString() {
      return "%n%.1f s: %s %s".formatted(nanos / 1e9, isReady ? "ready" : "not ready", told(body));
    }
  }

  ReadinessRecord(URI api) {
    question =
        HttpRequest.newBuilder(URI.create(api + "/readyz?verbose"))
            .timeout(Duration.ofSeconds(5))
            .build();
    thread = Thread.ofPlatform().name("readiness").daemon().start(this::ask);
  }

  /// What was answered from one time to another.
  List<Answer> between(long from, long until) {
    return answers.stream()
        .filter(answer -> answer.nanos() - from >= 0 && answer.nanos() - until <= 0)
        .toList();
  }

  /// The last answer.
  Answer last() {
    return answers.isEmpty() ? new Answer(System.nanoTime(), false, "") : answers.getLast();
  }

  /// How each answer differed from the one before, for a person.
  String story(long zero) {
    var story = new StringBuilder();
    String before = "";
    for (Answer answer : answers) {
      String now = (answer.isReady() ? "ready" : "not ready") + " " + told(answer.body());
      if (answer.nanos() - zero >= -1_000_000_000L && !now.equals(before)) {
        story.append("%6.1f s  %s%n".formatted((answer.nanos() - zero) / 1e9, now));
        before = now;
      }
    }
    return story.toString();
  }

  private static String told(String body) {
    int at = body.indexOf("\"detail\":\"");
    return at < 0 ? "" : body.substring(at + 10, body.indexOf('"', at + 10));
  }

  private void ask() {
    try {
      while (true) {
        long now = System.nanoTime();
        try {
          var answer = http.send(question, HttpResponse.BodyHandlers.ofString());
          answers.add(new Answer(now, answer.statusCode() == 200, answer.body()));
        } catch (java.io.IOException e) {
          answers.add(new Answer(now, false, "no answer: " + e));
        }
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    http.close();
  }
}
