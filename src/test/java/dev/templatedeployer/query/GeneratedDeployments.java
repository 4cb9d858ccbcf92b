package dev.templatedeployer.query;

import dev.templatedeployer.domain.Failure;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Deployments that differ in everything that a filter can ask for. The same for the same seed.
final class GeneratedDeployments {

  static final List<String> IDS = List.of("web-", "api-", "x.y:", "WEB-");
  static final List<String> TEMPLATES = List.of("lock", "dao", "launchpad");
  static final List<String> OWNERS = List.of("ann", "bob", "an*n", "[a]");
  static final List<String> CALLERS = List.of("shop", "the shop", "shop\"s", "Shop");
  static final List<String> LABELS = List.of("env", "team", "a=b", "\"q\"", "$x");
  static final List<String> CONTENTS = List.of("prod", "pre-prod", "", "*", "x,y", "\\", "a=b");
  static final List<String> CODES = List.of("NO_QUOTA", "TIMED_OUT", "NO_%");
  static final List<String> MESSAGES =
      List.of(
          "The node is BUSY.",
          "No quota left for 'web-17': 3 of 3 used.",
          "Timed out after 30 s [node_7?]",
          "100% of the disk_space is used, \"über\" ÜBER",
          "",
          "node*");

  private final SplittableRandom random;

  GeneratedDeployments(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// The history of one.
  Story story(int number) {
    var story =
        Story.of(one(IDS) + number)
            .from(one(TEMPLATES))
            .ownedBy(one(OWNERS))
            .calledBy(one(CALLERS))
            .labelled(labels())
            .at(Story.NOON.plusMillis(random.nextInt(40) * 60_000L))
            .requested();
    while (random.nextInt(4) > 0) {
      switch (random.nextInt(4)) {
        case 0 -> {
          return story;
        }
        case 1 -> {
          return story.started();
        }
        case 2 -> {
          return story.started().completed();
        }
        default -> {
          story.failed(new Failure(one(CODES), one(MESSAGES), false));
          if (random.nextBoolean()) {
            return story;
          }
          story.retried();
        }
      }
    }
    return story;
  }

  /// A filter that says something about some of them.
  String filter() {
    var text = new StringBuilder();
    int terms = random.nextInt(1, 4);
    for (int i = 0; i < terms; i++) {
      text.append(i == 0 ? "" : " ").append(random.nextInt(4) == 0 ? "-" : "").append(term());
    }
    return text.toString();
  }

  private String term() {
    return switch (random.nextInt(16)) {
      case 0 -> "status:" + one(List.of("failed", "pending,processing", "completed", "cancelled"));
      case 1 -> "template:" + values(TEMPLATES);
      case 2 -> "owner:" + values(OWNERS);
      case 3 -> "caller:" + values(CALLERS);
      case 4 -> "id:" + one(List.of("web-*", "*1", "web-1*", "web-17", "*-*7*", "WEB-*,api-3"));
      case 5 -> "canister:" + one(List.of("*a*", "*-cai", "b*"));
      case 6 -> "label:" + quoted(one(LABELS));
      case 7, 8 -> "label:" + quoted(one(LABELS)) + "=" + values(CONTENTS);
      case 9 -> "code:" + values(CODES);
      case 10 -> "error:" + one(List.of("\"*TIMED*\"", "*%*", "*_*", "*[*", "node\"\\*\"", "*BER"));
      case 11 -> one(List.of("attempts:", "run:")) + one(List.of(">1", "2", "1..2", "<2,3", ">=3"));
      case 12 -> "created:>=" + time();
      case 13 -> one(List.of("created:<", "updated:<=", "updated:>")) + time();
      case 14 -> "age:" + one(List.of("<", ">=")) + random.nextInt(40) + "m";
      default -> one(List.of("node", "quota", "\"is busy\"", "time*", "busy,left", "über", "30 s"));
    };
  }

  private String values(List<String> some) {
    String value = one(some);
    return switch (random.nextInt(4)) {
      case 0 -> quoted(value) + "," + quoted(one(some));
      case 1 -> quoted(value.substring(0, Math.min(1, value.length()))) + "*";
      default -> quoted(value);
    };
  }

  private Map<String, String> labels() {
    var labels = new HashMap<String, String>();
    for (int i = random.nextInt(3); i > 0; i--) {
      labels.put(one(LABELS), one(CONTENTS));
    }
    return labels;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("*", "\\*") + '"';
  }

  private Instant time() {
    return Story.NOON.plusSeconds(random.nextInt(40) * 60L);
  }

  private <T> T one(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
