package dev.templatedeployer.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The history of one deployment, told event by event, each a second after the one before.
final class Story {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Failure FAILURE = new Failure("NO_SUCH_TOKEN", "There is no such token.", false);

  private final DeploymentId id;
  private final List<RecordedEvent> events = new ArrayList<>();
  private String template = "lock";
  private String owner = "aaaaa-aa";
  private String caller = "shop";
  private Map<String, String> labels = Map.of();
  private Instant now = NOON;
  private Token token = Token.FIRST;

  private Story(String id) {
    this.id = new DeploymentId(id);
  }

  static Story of(String id) {
    return new Story(id);
  }

  Story from(String template) {
    this.template = template;
    return this;
  }

  Story ownedBy(String owner) {
    this.owner = owner;
    return this;
  }

  Story calledBy(String caller) {
    this.caller = caller;
    return this;
  }

  Story labelled(Map<String, String> labels) {
    this.labels = labels;
    return this;
  }

  Story at(Instant now) {
    this.now = now;
    return this;
  }

  Story requested() {
    var request =
        new DeploymentRequest(
            new TemplateName(template),
            null,
            new Config("{}".getBytes(UTF_8), "digest"),
            new Principal(owner),
            labels,
            null,
            null);
    var terms = new Terms("1.0.0", Policy.STANDARD);
    Principal canisterId = CanisterIds.of(id.value());
    return then(new DeploymentEvent.Requested(id, request, caller, terms, canisterId, now, now));
  }

  Story started() {
    return then(new DeploymentEvent.Started(token, "executor-1", now, now));
  }

  Story completed() {
    return then(new DeploymentEvent.Completed(token, Map.of(), now, now, now));
  }

  Story failed() {
    return failed(FAILURE);
  }

  Story failed(Failure failure) {
    return then(new DeploymentEvent.Failed(token, failure, now, now, now));
  }

  Story cancelled() {
    return then(new DeploymentEvent.Cancelled(token, "ann", "Not wanted any more.", now));
  }

  Story retried() {
    token = token.nextAttempt();
    return then(new DeploymentEvent.Retried(token, null, "ann", "The token exists now.", now));
  }

  DeploymentId id() {
    return id;
  }

  List<RecordedEvent> events() {
    return List.copyOf(events);
  }

  RecordedEvent last() {
    return events.getLast();
  }

  /// What the events add up to.
  DeploymentRecord record() {
    return Objects.requireNonNull(
        DeploymentRecords.fold(events.stream().map(RecordedEvent::event).toList()));
  }

  private Story then(DeploymentEvent event) {
    events.add(new RecordedEvent(id, events.size() + 1L, RecordedEvent.Cause.TIME, event));
    now = now.plusSeconds(1);
    return this;
  }
}
