package dev.templatedeployer.stream;

import static dev.templatedeployer.domain.Refusal.Kind.TEMPORARILY_UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.control.Controls;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.Caller;
import dev.templatedeployer.domain.Decision;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.Deployments;
import dev.templatedeployer.domain.DueTimes;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.signature.Verdict;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.RecordedEvent.Cause;
import dev.templatedeployer.wire.StoredRecord;
import dev.templatedeployer.wire.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works out what a record causes: read it, ask who sent it and whether it may, decide, and put
/// everything that follows into bytes. Changes nothing.
final class Decisions {

  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  private final DeploymentInputs inputs;
  private final Admission admission;
  private final Supplier<Controls> controls;
  private final DeploymentOutputs outputs;
  private final DeadLetters deadLetters;
  private final Audited audited;
  private final DecisionMetrics metrics;

  Decisions(
      DeploymentInputs inputs,
      Admission admission,
      Supplier<Controls> controls,
      DeploymentOutputs outputs,
      DeadLetters deadLetters,
      Audited audited,
      DecisionMetrics metrics) {
    this.inputs = inputs;
    this.admission = admission;
    this.controls = controls;
    this.outputs = outputs;
    this.deadLetters = deadLetters;
    this.audited = audited;
    this.metrics = metrics;
  }

  /// What `record` causes. A record that cannot be read, or that brings out a bug, becomes a dead
  /// letter; its neighbours go on. A fault of what is around it is thrown on.
  ///
  /// @param lookup finds the deployment that it is about
  /// @param seen told when an executor was heard of that runs a deployment, and when
  Decided on(
      Record<byte[], byte[]> record,
      RecordMetadata place,
      DecideAndEvolve.Lookup lookup,
      BiConsumer<DeploymentRecord, Instant> seen) {
    try {
      return inputs.isReports(place.topic())
          ? onReport(inputs.report(record, place), record, place, lookup, seen)
          : onCommand(inputs.command(record, place), record, place, lookup);
    } catch (Unreadable e) {
      return dead(record, place, e.code(), Refusal.of(e.kind(), e.sentence()));
    } catch (Unproven e) {
      return unproven(record, place, e.code(), e.sentence());
    } catch (UnreadableFact e) {
      LOG.atError()
          .addKeyValue("topic", place.topic())
          .addKeyValue("partition", place.partition())
          .addKeyValue("offset", place.offset())
          .setCause(e)
          .log("a record was put with the dead letters: what is stored about it cannot be read");
      return dead(
          record, place, UnreadableFact.CODE, Refusal.of(TEMPORARILY_UNAVAILABLE, e.sentence()));
    } catch (RuntimeException | Error e) {
      ForeignFault.passOn(e);
      LOG.atError()
          .addKeyValue("topic", place.topic())
          .addKeyValue("partition", place.partition())
          .addKeyValue("offset", place.offset())
          .setCause(e)
          .log(
              "a record brought out a bug; it was put with the dead letters, and nothing else was disturbed");
      return dead(
          record,
          place,
          "UNEXPECTED",
          "The service has a bug that this record brings out. Look for this position in its log.");
    }
  }

  /// What it causes that time has passed a due time.
  Decided onDue(DeploymentCommand.Due due, @Nullable StoredRecord stored) {
    DeploymentRecord record = stored == null ? null : stored.record();
    return switch (Deployments.decide(record, due)) {
      case Decision.Accepted(var decided) -> {
        List<DeploymentEvent> events =
            record != null && needsTemplate(record, decided)
                ? List.of(Deployments.templateMissing(record, due.at()))
                : decided;
        metrics.due(events);
        yield outputs.of(stored, events, Cause.TIME, TraceContext.NONE, due.at());
      }
      case Decision.Refused(var refusal) ->
          throw new IllegalStateException("Time was refused: " + refusal.sentence());
    };
  }

  /// What it causes that the work of a deployment went with its topic.
  Decided onWorkLost(DeploymentCommand.WorkLost lost, StoredRecord stored) {
    if (!(Deployments.decide(stored.record(), lost) instanceof Decision.Accepted(var events))) {
      throw new IllegalStateException("Lost work was refused.");
    }
    return outputs.of(stored, events, Cause.TIME, TraceContext.NONE, lost.at());
  }

  /// Until when a deployment that is due is left alone, because its work could not be begun for a
  /// while; empty if it is due nevertheless.
  Optional<Instant> putOff(DeploymentRecord record, Instant now) {
    Controls all = controls.get();
    TemplateName template = record.request().template();
    return DueTimes.putOff(
        record, from -> all.held(template, from, now), !all.mayStart(template), now);
  }

  /// Until when a deployment that is due is left alone, because its template is not here; empty if
  /// it is due nevertheless.
  ///
  /// While instances are replaced by others, one may have a template that another lacks, so nothing
  /// ends at once: the template has as long to come back as its work has to be picked up.
  ///
  /// @param since when this task was taken over
  Optional<Instant> awaitTemplate(
      DeploymentCommand.Due due, @Nullable StoredRecord stored, Instant since) {
    DeploymentRecord record = stored == null ? null : stored.record();
    if (record == null
        || !(Deployments.decide(record, due) instanceof Decision.Accepted(var events))
        || !needsTemplate(record, events)) {
      return Optional.empty();
    }
    Optional<Instant> until = DueTimes.templateAwaited(record, due, since);
    until.ifPresent(time ->
        LOG.atWarn()
            .addKeyValue("deploymentId", record.id())
            .addKeyValue("template", record.request().template())
            .addKeyValue("until", time)
            .log(
                "the template of an open deployment is not here; put it back and restart, or the deployment fails then"));
    return until;
  }

  /// Whether `events` hand out work that nobody here can hand out.
  private boolean needsTemplate(DeploymentRecord record, List<DeploymentEvent> events) {
    return !outputs.hasTemplate(record.request().template())
        && events.stream()
            .anyMatch(event ->
                event instanceof DeploymentEvent.Dispatched
                    || event instanceof DeploymentEvent.Redriven
                    || event instanceof DeploymentEvent.Retried);
  }

  private Decided onCommand(
      CommandMessage message,
      Record<byte[], byte[]> record,
      RecordMetadata place,
      DecideAndEvolve.Lookup lookup) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    StoredRecord stored = lookup.stored(message.id());
    Caller caller = inputs.caller(place.topic(), message);
    Decision decision = decide(message, caller, stored, at);
    metrics.command(message, stored, decision);
    Decided decided =
        switch (decision) {
          case Decision.Refused _ -> Decided.NOTHING;
          case Decision.Accepted(var events) ->
              outputs.of(
                  stored, events, cause(place, message), TraceContext.of(record.headers()), at);
        };
    Refusal refusal = decision instanceof Decision.Refused(var why) ? why : null;
    var reply = new DeploymentReply(message.id(), message.commandId(), refusal);
    Decided all =
        decided.and(outputs.reply(reply, version(decided, stored), place.topic(), record, at));
    return audited
        .of(message, caller, decision, TraceContext.of(record.headers()), at)
        .map(all::and)
        .orElse(all);
  }

  private static Cause cause(RecordMetadata place, CommandMessage message) {
    return new Cause(place.topic(), place.partition(), place.offset(), message.commandId());
  }

  private static long version(Decided decided, @Nullable StoredRecord stored) {
    Decided.Write write = decided.write();
    if (write != null) {
      return write.record().version();
    }
    return stored == null ? 0 : stored.record().version();
  }

  private Decision decide(
      CommandMessage message, Caller caller, @Nullable StoredRecord stored, Instant at) {
    DeploymentRecord record = stored == null ? null : stored.record();
    return switch (message) {
      case CommandMessage.Deploy deploy -> deploy(deploy, caller, record, at);
      case CommandMessage.Retry(var id, var commandId, _, var reason, var expectedVersion) ->
          withTemplate(
              record,
              unless(
                  caller.forbidsRetry(id),
                  record,
                  new DeploymentCommand.Retry(
                      id, commandId, caller.name(), reason, expectedVersion, at)));
      case CommandMessage.Cancel(var id, _, _, var reason, var expectedVersion) ->
          unless(
              forbidsCancel(caller, id, record),
              record,
              new DeploymentCommand.Cancel(id, caller.name(), reason, expectedVersion, at));
    };
  }

  /// A known id is not admitted again: what was accepted once stays accepted, whatever was switched
  /// off since.
  private Decision deploy(
      CommandMessage.Deploy deploy, Caller caller, @Nullable DeploymentRecord record, Instant at) {
    var verdict =
        record == null ? admit(deploy, caller, at) : new Admission.Verdict.Admitted(record.terms());
    return switch (verdict) {
      case Admission.Verdict.Refused(var refusal) -> new Decision.Refused(refusal);
      case Admission.Verdict.Admitted(var terms) ->
          Deployments.decide(
              record,
              new DeploymentCommand.Deploy(
                  deploy.id(), deploy.request(), caller.name(), terms, at));
    };
  }

  private Admission.Verdict admit(CommandMessage.Deploy deploy, Caller caller, Instant at) {
    Optional<Refusal> forbidden =
        caller.role() == Caller.Role.BACKEND
            ? controls.get().forbidsBackend(caller.name(), deploy.id(), deploy.request().template())
            : Optional.empty();
    return forbidden
        .<Admission.Verdict>map(Admission.Verdict.Refused::new)
        .orElseGet(() -> admission.admit(caller.name(), deploy.id(), deploy.request(), at));
  }

  private Optional<Refusal> forbidsCancel(
      Caller caller, DeploymentId id, @Nullable DeploymentRecord record) {
    return caller.role() == Caller.Role.BACKEND
        ? controls.get().forbidsCancel(caller.name(), id).or(() -> caller.forbidsCancel(id, record))
        : caller.forbidsCancel(id, record);
  }

  private static Decision unless(
      Optional<Refusal> forbidden, @Nullable DeploymentRecord record, DeploymentCommand command) {
    return forbidden
        .<Decision>map(Decision.Refused::new)
        .orElseGet(() -> Deployments.decide(record, command));
  }

  /// `decision`, unless it would start a template that is not here.
  private Decision withTemplate(@Nullable DeploymentRecord record, Decision decision) {
    if (record == null
        || !(decision instanceof Decision.Accepted(var events))
        || !needsTemplate(record, events)) {
      return decision;
    }
    return new Decision.Refused(
        Refusal.of(
            TEMPORARILY_UNAVAILABLE,
            "Cannot retry the deployment '%s': its template '%s' is not here. Put the template's folder or jar back, restart the service, and send the retry again."
                .formatted(record.id(), record.request().template())));
  }

  private Decided onReport(
      SignedInputs.Signed<DeploymentCommand.Report> signed,
      Record<byte[], byte[]> record,
      RecordMetadata place,
      DecideAndEvolve.Lookup lookup,
      BiConsumer<DeploymentRecord, Instant> seen)
      throws Unproven {
    DeploymentCommand.Report report = signed.content();
    StoredRecord stored = lookup.stored(report.id());
    DeploymentRecord known = stored == null ? null : stored.record();
    if (known != null && !signed.signer().runs(known.request().template().value())) {
      throw new Unproven(
          Verdict.Reason.KEY_NOT_FOR_THIS,
          "The key that signed the report is not for the template '%s' of the deployment. Add the template to the key, or sign with another."
              .formatted(known.request().template()));
    }
    if (!(Deployments.decide(known, report) instanceof Decision.Accepted(var events))) {
      throw new IllegalStateException("A report was refused.");
    }
    boolean isOfNewestStart = known != null && known.token().equals(report.token());
    metrics.report(report, events, isOfNewestStart);
    if (events.isEmpty()) {
      if (known != null && isOfNewestStart && !known.status().isTerminal()) {
        seen.accept(known, report.at());
      }
      return Decided.NOTHING;
    }
    var cause = new Cause(place.topic(), place.partition(), place.offset(), null);
    return outputs.of(stored, events, cause, TraceContext.of(record.headers()), report.at());
  }

  /// Nobody knows who wrote it, so nothing in it is followed: the reply goes where the backend
  /// reads that owns the topic, and not where a header says.
  private Decided unproven(
      Record<byte[], byte[]> record, RecordMetadata place, String code, String sentence) {
    RecordHeaders headers = new RecordHeaders(record.headers());
    headers.remove(HeaderNames.REPLY_TOPIC).remove(HeaderNames.REPLY_PARTITION);
    return dead(
        record.withHeaders(headers), place, code, Refusal.of(Refusal.Kind.UNAUTHORIZED, sentence));
  }

  private Decided dead(
      Record<byte[], byte[]> record, RecordMetadata place, String code, String sentence) {
    return dead(record, place, code, Refusal.of(Refusal.Kind.INVALID_PAYLOAD, sentence));
  }

  /// The sender gets a reply if the key tells which deployment it meant. Reports have no sender who
  /// waits.
  private Decided dead(
      Record<byte[], byte[]> record, RecordMetadata place, String code, Refusal refusal) {
    metrics.deadLetter(place.topic(), code);
    Outgoing letter = deadLetters.of(record, place, code, refusal.sentence());
    if (inputs.isReports(place.topic())) {
      return new Decided(null, List.of(letter));
    }
    return id(record.key())
        .map(id -> {
          Instant at = Instant.ofEpochMilli(record.timestamp());
          return new Decided(
              null,
              List.of(
                  letter,
                  outputs.reply(
                      new DeploymentReply(id, null, refusal), 0, place.topic(), record, at)));
        })
        .orElseGet(() -> new Decided(null, List.of(letter)));
  }

  private static Optional<DeploymentId> id(byte @Nullable [] key) {
    if (key == null) {
      return Optional.empty();
    }
    String text = new String(key, UTF_8);
    return DeploymentId.PATTERN.matcher(text).matches()
        ? Optional.of(new DeploymentId(text))
        : Optional.empty();
  }
}
