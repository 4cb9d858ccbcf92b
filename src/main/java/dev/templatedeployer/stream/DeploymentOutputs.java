package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.Publications;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.wire.CloudEvents;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.ReplyCodec;
import dev.templatedeployer.wire.StoredRecord;
import dev.templatedeployer.wire.TraceContext;
import dev.templatedeployer.wire.WorkCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Puts what was decided into bytes: the events in their hash chain, the record that they add up
/// to, the work and the outcome that follow from them, and the reply.
///
/// @param events writes events
/// @param outcomes writes outcomes
/// @param work writes work
/// @param records writes the store's values
/// @param replyCodec writes replies
/// @param replies addresses them
/// @param templates the templates that work is handed out for: no others have a sink
record DeploymentOutputs(
    EventCodec events,
    OutcomeCodec outcomes,
    WorkCodec work,
    RecordCodec records,
    ReplyCodec replyCodec,
    Replies replies,
    Set<TemplateName> templates) {

  DeploymentOutputs {
    templates = Set.copyOf(templates);
  }

  /// Whether work is handed out for `template`.
  boolean hasTemplate(TemplateName template) {
    return templates.contains(template);
  }

  /// What has to be stored and sent because of `happened`.
  ///
  /// @param stored the deployment before, or null if it is new
  /// @param happened the events in order; if there are none, nothing follows
  Decided of(
      @Nullable StoredRecord stored,
      List<DeploymentEvent> happened,
      RecordedEvent.Cause cause,
      TraceContext trace,
      Instant at) {
    if (happened.isEmpty()) {
      return Decided.NOTHING;
    }
    DeploymentRecord record = stored == null ? null : stored.record();
    EventHash hash = stored == null ? EventHash.NONE : stored.lastEventHash();
    var send = new ArrayList<Outgoing>();
    for (DeploymentEvent event : happened) {
      DeploymentRecord before = record;
      DeploymentRecord after = DeploymentRecords.evolve(before, event);
      byte[] key = key(after);
      byte[] value = events.encode(new RecordedEvent(after.id(), after.version(), cause, event));
      hash = hash.then(value);
      send.add(event(key, value, hash, after, event, trace));
      Publications.work(before, event, after)
          .filter(this::isForSomebody)
          .ifPresent(w -> send.add(work(key, w, trace, at)));
      Publications.outcome(before, after)
          .ifPresent(o -> send.add(outcome(key, o, after, trace, at)));
      record = after;
    }
    if (record == null) {
      throw new IllegalStateException("Events added up to nothing.");
    }
    var after = new StoredRecord(record, hash);
    return new Decided(new Decided.Write(key(record), records.encode(after), after), send);
  }

  /// The reply to the command in `command`.
  ///
  /// @param arrivedOn the topic of the command
  /// @param version the version that the deployment has after it; 0 if there is none
  Outgoing reply(
      DeploymentReply reply,
      long version,
      String arrivedOn,
      Record<byte[], byte[]> command,
      Instant at) {
    byte[] value = replyCodec.encode(reply);
    RecordHeaders headers = TraceContext.of(command.headers()).carriedOn();
    headers.add(HeaderNames.VERSION, Long.toString(version).getBytes(UTF_8));
    CloudEvents.describe(
        headers,
        reply.isPending() ? "deployment.pending" : "deployment.refused",
        reply.id().value(),
        null,
        at);
    return replies.to(
        arrivedOn,
        command.headers(),
        reply.id().value().getBytes(UTF_8),
        value,
        headers,
        at.toEpochMilli());
  }

  private static Outgoing event(
      byte[] key,
      byte[] value,
      EventHash hash,
      DeploymentRecord after,
      DeploymentEvent event,
      TraceContext trace) {
    RecordHeaders headers = trace.carriedOn();
    CloudEvents.describe(
        headers,
        "deployment." + EventNames.of(event),
        after.id().value(),
        after.version(),
        event.at());
    headers.add(HeaderNames.HASH, hash.bytes());
    return new Outgoing(
        DeploymentPath.PUBLISH_EVENTS, key, value, headers, event.at().toEpochMilli());
  }

  private Outgoing outcome(
      byte[] key,
      DeploymentOutcome outcome,
      DeploymentRecord after,
      TraceContext trace,
      Instant at) {
    RecordHeaders headers = trace.carriedOn();
    if (after.lastRetryId() != null) {
      headers.add(HeaderNames.REPLAY_OF, after.lastRetryId().getBytes(UTF_8));
    }
    CloudEvents.describe(
        headers,
        "deployment.outcome." + outcome.status().name().toLowerCase(java.util.Locale.ROOT),
        outcome.id().value(),
        outcome.version(),
        at);
    return new Outgoing(
        DeploymentPath.PUBLISH_OUTCOMES, key, outcomes.encode(outcome), headers, at.toEpochMilli());
  }

  /// Nobody here runs a template that is not here, so nobody is told to stop it. That it is started
  /// is never decided.
  private boolean isForSomebody(Work instruction) {
    if (hasTemplate(instruction.template())) {
      return true;
    }
    if (instruction instanceof Work.Stop) {
      return false;
    }
    throw new IllegalStateException(
        "Work of the template '%s' was decided, which is not here."
            .formatted(instruction.template()));
  }

  private Outgoing work(byte[] key, Work instruction, TraceContext trace, Instant at) {
    RecordHeaders headers = trace.carriedOn();
    work.describe(instruction, headers);
    return new Outgoing(
        DeploymentPath.publishWork(instruction.template().value()),
        key,
        work.encode(instruction),
        headers,
        at.toEpochMilli());
  }

  private static byte[] key(DeploymentRecord record) {
    return record.id().value().getBytes(UTF_8);
  }
}
