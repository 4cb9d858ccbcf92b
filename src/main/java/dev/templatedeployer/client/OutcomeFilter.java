package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Which outcomes a subscriber wants. Each method narrows it and gives a new filter; the same
/// method again adds an alternative, but for labels, which must all be there.
///
/// ```java
/// OutcomeFilter.all().template("lock").status(FAILED).status(CANCELLED).label("team", "blue")
/// ```
///
/// @param templates of which templates; empty for any
/// @param statuses how they ended; empty for any way
/// @param owners whose canisters; empty for anybody's
/// @param callers sent by whom; empty for anybody
/// @param labels the labels that an outcome must have
/// @param more what else has to be true; called on the subscriber's thread
public record OutcomeFilter(
    Set<TemplateName> templates,
    Set<Status> statuses,
    Set<Principal> owners,
    Set<String> callers,
    Map<String, String> labels,
    Predicate<DeploymentOutcome> more) {

  public OutcomeFilter {
    templates = Set.copyOf(templates);
    statuses = Set.copyOf(statuses);
    owners = Set.copyOf(owners);
    callers = Set.copyOf(callers);
    labels = Map.copyOf(labels);
  }

  /// Every outcome.
  public static OutcomeFilter all() {
    return new OutcomeFilter(Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), _ -> true);
  }

  /// Of this template.
  public OutcomeFilter template(String name) {
    var wanted = and(templates, new TemplateName(name));
    return new OutcomeFilter(wanted, statuses, owners, callers, labels, more);
  }

  /// Ended like this.
  public OutcomeFilter status(Status status) {
    if (!status.isTerminal()) {
      throw new IllegalArgumentException(
          "No outcome is %s. Ask for COMPLETED, FAILED or CANCELLED.".formatted(status));
    }
    return new OutcomeFilter(templates, and(statuses, status), owners, callers, labels, more);
  }

  /// For this owner.
  public OutcomeFilter owner(Principal owner) {
    return new OutcomeFilter(templates, statuses, and(owners, owner), callers, labels, more);
  }

  /// Sent by this caller.
  public OutcomeFilter caller(String caller) {
    return new OutcomeFilter(templates, statuses, owners, and(callers, caller), labels, more);
  }

  /// With this label.
  public OutcomeFilter label(String name, String value) {
    var wanted = new HashMap<>(labels);
    wanted.put(name, value);
    return new OutcomeFilter(templates, statuses, owners, callers, wanted, more);
  }

  /// Of which this is true too.
  public OutcomeFilter matching(Predicate<DeploymentOutcome> condition) {
    return new OutcomeFilter(templates, statuses, owners, callers, labels, more.and(condition));
  }

  /// Whether `outcome` is wanted.
  public boolean matches(DeploymentOutcome outcome) {
    return wants(templates, outcome.template())
        && wants(statuses, outcome.status())
        && wants(owners, outcome.owner())
        && wants(callers, outcome.caller())
        && outcome.labels().entrySet().containsAll(labels.entrySet())
        && more.test(outcome);
  }

  private static <T> boolean wants(Set<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static <T> Set<T> and(Set<T> some, T another) {
    var all = new HashSet<>(some);
    all.add(another);
    return all;
  }
}
