package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.RecordedEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long questions take with many deployments, and how fast the projector writes them.
///
/// Not a test, so it runs only when it is asked for:
///
/// ```text
/// ./mvnw test -Dtest=ReadModelBenchmark -Dbench.count=1000000
/// ```
///
/// It makes events, encodes them as they stand on the topic, hands them to the projection that the
/// service has, and asks each question [#ROUNDS] times. It prints one line of JSON with the events
/// and deployments taken in per second, and the milliseconds of each question.
class ReadModelBenchmark {

  static final int COUNT = Integer.getInteger("bench.count", 100_000);
  static final int ROUNDS = Integer.getInteger("bench.rounds", 100);
  static final int BATCH = 5_000;

  static final List<String> QUESTIONS =
      List.of(
          "",
          "status:failed",
          "status:pending,processing",
          "template:lock status:failed",
          "owner:owner-77",
          "label:env=prod status:failed",
          "id:d-00001*",
          "id:*7777",
          "canister:aaaaa-aa",
          "attempts:>2",
          "run:>1 status:completed",
          "age:<1h -status:completed",
          "code:TIMED_OUT template:dao",
          "quota",
          "\"disk is full\"",
          "moon landing",
          "error:\"*SHARD 17*\"",
          "error:\"*nowhere*\"",
          "-status:completed -status:failed",
          "owner:owner-1* label:team=blue status:failed attempts:1");

  static final List<String> SORTED = List.of("-updated", "attempts");

  /// What costs most of all that is answered, and what no deployment fits, so that a page looks at
  /// as many as it may.
  static final List<String> HEAVIEST =
      List.of(
          "label:" + "team=" + many("*x%d", 40),
          terms("label:l%d=*x", 24),
          "label:" + "team=" + many("x%d", 50) + " owner:" + many("x%d", 50),
          "error:" + many("*x%d*", 10),
          many("x%d", 20),
          "status:failed -" + many("x%d*", 18));

  @TempDir Path folder;

  final EventCodec codec = new EventCodec(new BuiltInSchemaIds());
  final Formats formats =
      new Formats(
          codec::decode,
          _ -> {
            throw new IllegalStateException("There are no canisters.");
          },
          new KeptRecords());
  final Instant now = Story.NOON;

  @Test
  void run() throws SQLException, BadFilter {
    try (ReadModel model = ReadModel.open(folder.resolve("read-model.db"), Logs.TOPICS);
        var projection = Projection.open(model, formats, new CountingCanisters())) {
      var report = new LinkedHashMap<String, String>();
      fill(projection, report);
      var views = new Views(model, formats);
      for (String question : QUESTIONS) {
        Filter filter = Filter.parse(question, now);
        report.put(
            "list " + question, timed(() -> views.deployments(filter, Sort.NEWEST, page(50))));
      }
      for (String question : HEAVIEST) {
        Filter filter = Filter.parse(question, now);
        report.put(
            "heavy " + question.substring(0, 12) + "…",
            timed(() -> views.deployments(filter, Sort.NEWEST, page(50))));
      }
      for (String sort : SORTED) {
        Filter filter = Filter.parse("status:failed", now);
        report.put(
            "list status:failed sort=" + sort,
            timed(() -> views.deployments(filter, Sort.parse(sort), page(50))));
      }
      for (String question : List.of("", "age:<6h", "template:lock", "quota")) {
        Filter filter = Filter.parse(question, now);
        report.put("groups " + question, timed(() -> views.failures(filter, page(50))));
      }
      report.put("counts", timed(views::counts));
      for (Duration since : List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(31))) {
        TimeSteps steps = TimeSteps.until(now, since, null);
        report.put("statistics " + since, timed(() -> views.statistics(steps, null)));
      }
      System.out.println(json(report));
      assertThat(views.counts().value()).isNotEmpty();
    }
  }

  private static String many(String value, int count) {
    return IntStream.range(0, count).mapToObj(value::formatted).collect(Collectors.joining(","));
  }

  private static String terms(String term, int count) {
    return IntStream.range(0, count).mapToObj(term::formatted).collect(Collectors.joining(" "));
  }

  private static Paging page(int limit) {
    return Paging.first(limit);
  }

  private void fill(Projection projection, Map<String, String> report) throws SQLException {
    var random = new SplittableRandom(1);
    var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long offset = 0;
    long nanos = 0;
    for (int i = 0; i < COUNT; i++) {
      for (RecordedEvent event : story(random, i).events()) {
        batch.add(
            new ConsumerRecord<>(
                Logs.TOPICS.deployments(), 0, offset++, new byte[0], codec.encode(event)));
      }
      if (batch.size() >= BATCH || i == COUNT - 1) {
        var end = new TreeMap<>(Map.of(new LogPartition(EventLog.DEPLOYMENTS, 0), offset));
        long begin = System.nanoTime();
        assertThat(projection.project(batch, new Position(end)).end()).isNull();
        nanos += System.nanoTime() - begin;
        batch.clear();
      }
    }
    report.put("deployments", Integer.toString(COUNT));
    report.put("deploymentsPerSecond", Long.toString(COUNT * 1_000_000_000L / nanos));
    report.put("eventsPerSecond", Long.toString(offset * 1_000_000_000L / nanos));
  }

  /// One deployment: of ten, eight complete, one fails, and one goes another way.
  private Story story(SplittableRandom random, int number) {
    var story =
        Story.of("d-%08d".formatted(number))
            .from(List.of("lock", "dao", "distribution", "launchpad").get(random.nextInt(4)))
            .ownedBy("owner-" + random.nextInt(2000))
            .calledBy("shop-" + random.nextInt(5))
            .labelled(
                Map.of(
                    "env", random.nextInt(4) == 0 ? "prod" : "test",
                    "team", random.nextBoolean() ? "blue" : "red"))
            .at(now.minusSeconds((COUNT - number) / 10L))
            .requested();
    int fate = random.nextInt(100);
    if (fate < 85) {
      return story.started().completed();
    }
    if (fate < 96) {
      return story.started().failed(failure(random));
    }
    if (fate < 98) {
      return story.started().failed(failure(random)).retried().started().completed();
    }
    return fate == 98
        ? story.started().failed(failure(random)).retried().failed(failure(random)).retried()
        : story;
  }

  private static Failure failure(SplittableRandom random) {
    int number = random.nextInt(1000);
    return switch (random.nextInt(4)) {
      case 0 ->
          new Failure("TIMED_OUT", "The attempt took longer than %d s.".formatted(number), true);
      case 1 -> new Failure("NO_QUOTA", "No quota left for 'web-%d'.".formatted(number), false);
      case 2 ->
          new Failure(
              "NODE_DOWN", "Node of shard %d is down: disk is full.".formatted(number), true);
      default -> {
        String word = Character.toString('a' + number % 26) + Character.toString('a' + number / 26);
        yield new Failure("BUG", "Cannot read the %s of it.".formatted(word), false);
      }
    };
  }

  private static String timed(Runnable question) {
    question.run();
    var micros = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      question.run();
      micros[i] = (System.nanoTime() - begin) / 1000;
    }
    Arrays.sort(micros);
    return "{\"p50\":%s,\"p99\":%s}"
        .formatted(millis(micros[ROUNDS / 2]), millis(micros[ROUNDS * 99 / 100]));
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%.1f", micros / 1000.0);
  }

  private static String json(Map<String, String> report) {
    return report.entrySet().stream()
        .map(entry -> "\"%s\":%s".formatted(entry.getKey().replace("\"", "\\\""), entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
