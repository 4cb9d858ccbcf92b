package dev.templatedeployer.admission;

import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Lets in what another admission lets in, unless the caller has had the template deployed for the
/// owner too often of late.
///
/// An owner is whoever the caller names, so what others ask for in the name of the same owner does
/// not count: it would let one caller use up what another may have, and tell it when.
///
/// Deployments are spread over partitions by their ids, so no single place decides about all that
/// an owner asks for. This looks at what is known to have been accepted, to which it adds what this
/// process has let in during the last minute. So within one process the limits are exact, but for
/// the first moment after a restart; several instances may together let in what arrives in the same
/// moment. If nothing can be told, it lets in: the limits guard against excess and must not stop
/// the service.
///
/// A deployment whose transaction is aborted is asked about once more. It is not held against
/// itself that it was let in before.
///
/// Safe for use by several threads.
public final class LimitedPerOwner implements Admission {

  private static final Duration DAY = Duration.ofDays(1);

  /// Longer than what is accepted takes to become known.
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final Admission others;
  private final Function<TemplateName, TemplateTerms> terms;
  private final Acceptances known;
  private final InstantSource clock;
  private final Map<Key, Map<DeploymentId, LetIn>> letInOfLate = new HashMap<>();

  /// Each that was let in, the one that was noted first at the head, until it is forgotten.
  private final Deque<LetIn> byAge = new ArrayDeque<>();

  private record Key(TemplateName template, String caller, Principal owner) {}

  /// A deployment that was let in.
  ///
  /// @param at when it was asked for. After an outage that may be long ago, and differs from
  ///   partition to partition.
  /// @param noted when it was let in
  private record LetIn(Key key, DeploymentId id, Instant at, Instant noted) {}

  /// @param others asked first
  /// @param terms what is granted to the deployments of each template
  /// @param clock tells how long something has been remembered
  public LimitedPerOwner(
      Admission others,
      Function<TemplateName, TemplateTerms> terms,
      Acceptances known,
      InstantSource clock) {
    this.others = others;
    this.terms = terms;
    this.known = known;
    this.clock = clock;
  }

  @Override
  public Verdict admit(String caller, DeploymentId id, DeploymentRequest request, Instant now) {
    Verdict verdict = others.admit(caller, id, request, now);
    OwnerLimits limits = terms.apply(request.template()).ownerLimits();
    if (limits.isNone() || verdict instanceof Verdict.Refused) {
      return verdict;
    }
    var key = new Key(request.template(), caller, request.owner());
    // Asked before, not within: what others let in meanwhile is remembered, and nobody waits here.
    List<Instant> knownOnes = known(key, limits, now);
    synchronized (this) {
      forgetWhatIsKnownByNow();
      forget(key, id); // its own first try, which came to nothing
      Map<DeploymentId, LetIn> ofLate = letInOfLate.getOrDefault(key, Map.of());
      Optional<String> objection = objection(limits, together(knownOnes, ofLate), key, now);
      if (objection.isPresent()) {
        return new Verdict.Refused(
            Refusal.of(Refusal.Kind.TEMPORARILY_UNAVAILABLE, objection.get()));
      }
      var letIn = new LetIn(key, id, now, clock.instant());
      letInOfLate.computeIfAbsent(key, _ -> new HashMap<>()).put(id, letIn);
      byAge.add(letIn);
    }
    return verdict;
  }

  private static Optional<String> objection(
      OwnerLimits limits, List<Instant> accepted, Key key, Instant now) {
    if (accepted.isEmpty()) {
      return Optional.empty();
    }
    Duration coolDown = limits.coolDown();
    if (coolDown != null) {
      Instant end = accepted.getFirst().plus(coolDown);
      if (now.isBefore(end)) {
        return Optional.of(
            "'%s' had '%s' deployed for the owner '%s' at %s and has to wait until %s. Send the command again then, or ask an admin about 'templates.%s.cool-down'."
                .formatted(
                    key.caller, key.template, key.owner, accepted.getFirst(), end, key.template));
      }
    }
    Integer quota = limits.dailyQuota();
    if (quota != null && accepted.size() >= quota) {
      Instant free = accepted.get(quota - 1).plus(DAY);
      if (now.isBefore(free)) {
        return Optional.of(
            "'%s' has had '%s' deployed for the owner '%s' %d times in 24 hours, which is all that is allowed until %s. Send the command again then, or ask an admin about 'templates.%s.daily-quota'."
                .formatted(key.caller, key.template, key.owner, quota, free, key.template));
      }
    }
    return Optional.empty();
  }

  private List<Instant> known(Key key, OwnerLimits limits, Instant now) {
    Duration span = limits.dailyQuota() == null ? Duration.ZERO : DAY;
    if (limits.coolDown() != null && limits.coolDown().compareTo(span) > 0) {
      span = limits.coolDown();
    }
    int most = limits.dailyQuota() == null ? 1 : limits.dailyQuota();
    return known.after(now.minus(span), key.template, key.caller, key.owner, most);
  }

  /// When deployments were accepted, the newest first.
  private static List<Instant> together(List<Instant> known, Map<DeploymentId, LetIn> ofLate) {
    var all = new ArrayList<>(known);
    var uncounted = new HashMap<Instant, Integer>();
    known.forEach(at -> uncounted.merge(at, 1, Integer::sum));
    for (LetIn letIn : ofLate.values()) {
      if (uncounted.merge(letIn.at, -1, Integer::sum) < 0) { // each known one is one at most once
        all.add(letIn.at);
      }
    }
    all.sort(Comparator.reverseOrder());
    return all;
  }

  /// Takes as long as there is something to forget, however many owners there are.
  private void forgetWhatIsKnownByNow() {
    Instant end = clock.instant().minus(REMEMBERED);
    while (!byAge.isEmpty() && byAge.getFirst().noted.isBefore(end)) {
      LetIn oldest = byAge.removeFirst();
      Map<DeploymentId, LetIn> ofLate = letInOfLate.getOrDefault(oldest.key, Map.of());
      if (oldest.equals(ofLate.get(oldest.id))) { // else it was let in once more since
        forget(oldest.key, oldest.id);
      }
    }
  }

  private void forget(Key key, DeploymentId id) {
    letInOfLate.computeIfPresent(
        key,
        (_, ofLate) -> {
          ofLate.remove(id);
          return ofLate.isEmpty() ? null : ofLate;
        });
  }
}
