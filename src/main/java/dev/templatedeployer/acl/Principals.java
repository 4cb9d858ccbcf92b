package dev.templatedeployer.acl;

import dev.templatedeployer.wire.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Who everybody is at the brokers. A principal is written as Kafka writes it: `User:billing`.
///
/// @param service the processes of the service
/// @param executors those that run templates: the same as `service` as long as they are the same
///   processes
/// @param operator who makes topics
/// @param backends by the name of the backend
/// @param subscribers by a name that begins those of its consumer groups
public record Principals(
    String service,
    String executors,
    String operator,
    Map<String, String> backends,
    Map<String, String> subscribers) {

  private static final Pattern PRINCIPAL = Pattern.compile("[A-Za-z]+:[^\\p{Cntrl}]{1,250}");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-]{1,63}");

  public Principals {
    backends = Map.copyOf(backends);
    subscribers = Map.copyOf(subscribers);
  }

  /// All that is wrong with them, a sentence each.
  ///
  /// @param applicationId what the groups of the service begin with
  List<String> problems(String applicationId) {
    var problems = new ArrayList<String>();
    check("the service", service, problems);
    if (!executors.equals(service)) {
      check("the executors", executors, problems);
    }
    check("the operator", operator, problems);
    sorted(backends).forEach((name, principal) -> check(name, principal, applicationId, problems));
    sorted(subscribers)
        .forEach((name, principal) -> check(name, principal, applicationId, problems));
    backends.keySet().stream()
        .filter(subscribers::containsKey)
        .sorted()
        .forEach(name ->
            problems.add(
                "'%s' is a backend and a subscriber, and their groups would be the same. Give the subscriber another name."
                    .formatted(name)));
    return problems;
  }

  private static void check(String whose, String principal, List<String> problems) {
    if (!PRINCIPAL.matcher(principal).matches()) {
      problems.add(
          "'%s' is no principal for %s. Write it like 'User:deployer'."
              .formatted(printable(principal), whose));
    } else if (principal.endsWith(":*")) {
      problems.add(
          "'%s' is everybody, for %s. Name one principal.".formatted(printable(principal), whose));
    }
  }

  private static void check(
      String name, String principal, String applicationId, List<String> problems) {
    check("'" + printable(name) + "'", principal, problems);
    if (!NAME.matcher(name).matches()) {
      problems.add(
          "'%s' cannot begin the names of groups. Use 1 to 63 letters, digits and dashes."
              .formatted(printable(name)));
    } else if (applicationId.startsWith(groups(name))) {
      problems.add(
          "'%s' would own the groups of the service, whose names begin with '%s'. Choose another name."
              .formatted(name, applicationId));
    }
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /// What the names of somebody's consumer groups begin with.
  static String groups(String name) {
    return name + ".";
  }

  Holder serviceHolder() {
    return new Holder("service", service, Set.of(Party.Kind.SERVICE));
  }

  Holder executorsHolder() {
    return new Holder("executors", executors, Set.of(Party.Kind.EXECUTORS));
  }

  Holder operatorHolder() {
    return new Holder("operator", operator, Set.of(Party.Kind.OPERATORS));
  }

  /// By name, in the order of the names.
  Map<String, Holder> backendHolders() {
    var holders = new TreeMap<String, Holder>();
    backends.forEach((name, principal) ->
        holders.put(
            name,
            new Holder(
                "backend " + name,
                principal,
                Set.of(Party.Kind.BACKENDS, new Party.Backend(name)))));
    return holders;
  }

  /// By name, in the order of the names.
  Map<String, Holder> subscriberHolders() {
    var holders = new TreeMap<String, Holder>();
    subscribers.forEach((name, principal) ->
        holders.put(
            name, new Holder("subscriber " + name, principal, Set.of(Party.Kind.SUBSCRIBERS))));
    return holders;
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return new TreeMap<>(map);
  }
}
