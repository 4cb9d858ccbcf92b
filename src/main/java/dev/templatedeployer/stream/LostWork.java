package dev.templatedeployer.stream;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.TemplateName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The deployments whose work may be gone with its topic: when a work topic is there again, or
/// anew, all that are open are looked through, a few at a time, and those whose work was handed out
/// before and that nothing was heard of get it again.
///
/// One for each task; touched by its stream thread alone.
final class LostWork {

  /// By how much the clock that stamped the hand-out may be ahead of the one that saw the topic.
  /// Within it work may be handed out once more than it had to be, which a template bears.
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final Map<TemplateName, String> topics;
  private final TopicsThere there;
  private final Map<String, Instant> looked = new HashMap<>();
  private final Deque<DeploymentId> left = new ArrayDeque<>();

  /// @param topics the work topic of each template
  LostWork(Map<TemplateName, String> topics, TopicsThere there) {
    this.topics = Map.copyOf(topics);
    this.there = there;
  }

  /// Takes note of topics that are there again, if any are.
  ///
  /// @param open every open deployment of the task
  void look(Collection<DeploymentId> open) {
    boolean isNews = false;
    for (String topic : topics.values()) {
      Optional<Instant> backAt = there.backAt(topic);
      isNews |= backAt.isPresent() && !backAt.get().equals(looked.put(topic, backAt.get()));
    }
    if (isNews) {
      left.clear();
      left.addAll(open);
    }
  }

  /// The next deployments to look at.
  ///
  /// @param most how many at most
  List<DeploymentId> next(int most) {
    var next = new ArrayList<DeploymentId>();
    while (next.size() < most && !left.isEmpty()) {
      next.add(left.removeFirst());
    }
    return next;
  }

  /// Whether the work of `record` was handed out, and went with its topic before anybody began it.
  boolean isLost(DeploymentRecord record) {
    String topic = topics.get(record.request().template());
    if (topic == null) {
      return false;
    }
    if (record.phase() instanceof Phase.Dispatched dispatched) {
      return isBefore(dispatched.dispatchedAt(), topic);
    }
    return record.phase() instanceof Phase.Redispatched again
        && isBefore(again.dispatchedAt(), topic);
  }

  private boolean isBefore(Instant at, String topic) {
    return there.backAt(topic).filter(back -> at.isBefore(back.plus(SLACK))).isPresent();
  }
}
