package dev.templatedeployer.execute;

import dev.templatedeployer.domain.TemplateName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who may run when: a lane for each template with its own limit, and one limit over all.
///
/// Where the limit over all is what holds runs back, the lanes take turns, so that a template with
/// a long queue does not keep the others waiting. A run holds its place until its thread ends, even
/// if it was given up before.
final class Lanes {

  private final int total;
  private final int queueLimit;
  private final Predicate<TemplateName> mayStart;
  private final Map<TemplateName, Lane> lanes = new HashMap<>();
  private final List<Lane> turns = new ArrayList<>();
  private int turn;
  private int running;
  private boolean isClosed;

  /// The runs of one template.
  private static final class Lane {
    final TemplateName template;
    final int limit;
    final Queue<Run> queue = new ArrayDeque<>();
    int running;

    Lane(TemplateName template, int limit) {
      this.template = template;
      this.limit = limit;
    }
  }

  /// @param limits how many runs each template may have at once
  /// @param total how many there may be at once of all templates
  /// @param queueLimit from how many queued runs on a lane is full
  /// @param mayStart whether runs of a template may begin at present; asked each time anew
  Lanes(
      Map<TemplateName, Integer> limits,
      int total,
      int queueLimit,
      Predicate<TemplateName> mayStart) {
    this.mayStart = mayStart;
    this.total = total;
    this.queueLimit = queueLimit;
    limits.forEach((template, limit) -> {
      Lane lane = new Lane(template, limit);
      lanes.put(template, lane);
      turns.add(lane);
    });
  }

  /// Queues `run`.
  synchronized void add(Run run) {
    lane(run.templateName()).queue.add(run);
  }

  /// Takes `run` out of the queue, because it will never run.
  synchronized void remove(Run run) {
    lane(run.templateName()).queue.remove(run);
  }

  /// The next run that may begin, its place taken; null if none may now.
  synchronized @Nullable Run next() {
    if (isClosed) {
      return null;
    }
    for (int i = 0; i < turns.size() && running < total; i++) {
      Lane lane = turns.get(turn);
      turn = (turn + 1) % turns.size();
      if (lane.running < lane.limit && !lane.queue.isEmpty() && mayStart.test(lane.template)) {
        lane.running++;
        running++;
        return lane.queue.remove();
      }
    }
    return null;
  }

  /// Gives the place of `run` to others.
  synchronized void free(Run run) {
    lane(run.templateName()).running--;
    running--;
  }

  /// Whether runs of `template` may not begin at present, whatever place there is.
  boolean isHeld(TemplateName template) {
    return !mayStart.test(template);
  }

  /// Whether so many runs of `template` are queued that no more should be fetched.
  synchronized boolean isFull(TemplateName template) {
    return lane(template).queue.size() >= queueLimit;
  }

  /// Whether so few runs of `template` are queued that more should be fetched. Lower than full, so
  /// that fetching is not switched on and off with every record.
  synchronized boolean hasRoom(TemplateName template) {
    return lane(template).queue.size() <= queueLimit / 2;
  }

  synchronized int running(TemplateName template) {
    return lane(template).running;
  }

  synchronized int queued(TemplateName template) {
    return lane(template).queue.size();
  }

  /// Lets nothing begin any more.
  synchronized void close() {
    isClosed = true;
  }

  private Lane lane(TemplateName template) {
    Lane lane = lanes.get(template);
    if (lane == null) {
      throw new IllegalStateException(
          "There is no lane for the template '%s'.".formatted(template));
    }
    return lane;
  }
}
