package dev.templatedeployer.replay;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.replay.ReplayEvent.ItemsListed;
import dev.templatedeployer.replay.ReplayEvent.Planned;
import dev.templatedeployer.replay.ReplayPlan.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes the plan: freezes the list, counts its causes, and takes its digest.
final class Planning {

  private Planning() {}

  static ReplayDecision plan(ReplayCommand.Plan command) {
    int count = command.found().size();
    if (count == 0) {
      return new ReplayDecision.Refused(
          ReplayDecision.Kind.INVALID,
          command.leftOut() == 0
              ? "The filter lets no deployment through, so there is nothing to replay. Try it with './deployer ls' first."
              : "The filter lets %d deployments through, but none of them is FAILED, and only failed ones can be replayed."
                  .formatted(command.leftOut()));
    }
    if (count > ReplayPlan.MOST_ITEMS) {
      return new ReplayDecision.Refused(
          ReplayDecision.Kind.INVALID,
          "The filter lets more than %,d failed deployments through, which is the most that one plan takes. Narrow it, for example by template or time."
              .formatted(ReplayPlan.MOST_ITEMS));
    }
    Limits limits = command.limits().of(count);
    List<Limits.Problem> problems = limits.problems();
    if (!problems.isEmpty()) {
      return new ReplayDecision.Refused(
          ReplayDecision.Kind.INVALID,
          String.join(" ", problems.stream().map(Limits.Problem::sentence).toList()));
    }
    return new ReplayDecision.Accepted(events(command, limits));
  }

  private static List<ReplayEvent> events(ReplayCommand.Plan command, Limits limits) {
    List<Item> items = command.found().stream().map(Planning::item).toList();
    var events = new ArrayList<ReplayEvent>();
    for (int from = 0; from < items.size(); from += ItemsListed.MOST) {
      int to = Math.min(items.size(), from + ItemsListed.MOST);
      events.add(new ItemsListed(from + 1, items.subList(from, to), command.at()));
    }
    var plan =
        new ReplayPlan(
            command.filter(),
            limits,
            items.size(),
            Digest.of(items),
            command.leftOut(),
            groups(items, command.found()),
            command.by(),
            command.reason());
    events.add(new Planned(plan, command.at()));
    return events;
  }

  private static Item item(Candidate found) {
    return new Item(
        found.id(), found.version(), found.template(), found.failureCode(), found.fingerprint());
  }

  private static List<Group> groups(List<Item> items, List<Candidate> found) {
    record Cause(TemplateName template, String fingerprint) {}
    Map<Cause, Group> groups = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      groups.merge(
          new Cause(item.template(), item.fingerprint()),
          new Group(
              item.template(), item.failureCode(), item.fingerprint(), found.get(i).message(), 1),
          Planning::together);
    }
    return groups.values().stream()
        .sorted(Comparator.comparingInt(Group::count).reversed())
        .limit(ReplayPlan.MOST_GROUPS)
        .toList();
  }

  private static Group together(Group a, Group b) {
    return new Group(a.template(), a.code(), a.fingerprint(), a.message(), a.count() + b.count());
  }
}
