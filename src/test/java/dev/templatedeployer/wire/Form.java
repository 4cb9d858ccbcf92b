package dev.templatedeployer.wire;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One type with its codec, for what is claimed of all of them.
///
/// @param golden a value that never changes
record Form<T>(
    Envelope envelope,
    Function<Samples, T> sample,
    T golden,
    Function<T, byte[]> encoder,
    Decoder<T> decoder) {

  @FunctionalInterface
  interface Decoder<T> {
    T decode(byte @Nullable [] value) throws Undecodable;
  }

  /// All of them, for the ids that `ids` knows.
  static List<Form<?>> all(SchemaIds ids) {
    var command = new CommandCodec(ids);
    var report = new ReportCodec(ids);
    var work = new WorkCodec(ids);
    var event = new EventCodec(ids);
    var outcome = new OutcomeCodec(ids);
    var reply = new ReplyCodec(ids);
    var record = new RecordCodec();
    var canisterCommand = new CanisterCommandCodec(ids);
    var canisterEvent = new CanisterEventCodec(ids);
    var canisterReply = new CanisterReplyCodec(ids);
    var replayEvent = new ReplayEventCodec(ids);
    var control = new ControlCodec(ids);
    var audit = new AuditCodec(ids);
    return List.of(
        new Form<>(
            Envelope.DEPLOYMENT_COMMAND,
            Samples::command,
            GoldenValues.command(),
            command::encode,
            command::decode),
        new Form<>(
            Envelope.ATTEMPT_REPORT,
            Samples::report,
            GoldenValues.report(),
            report::encode,
            value -> report.decode(value, Samples.NOON)),
        new Form<>(Envelope.WORK, Samples::work, GoldenValues.work(), work::encode, work::decode),
        new Form<>(
            Envelope.DEPLOYMENT_EVENT,
            Samples::event,
            GoldenValues.event(),
            event::encode,
            event::decode),
        new Form<>(
            Envelope.DEPLOYMENT_OUTCOME,
            Samples::outcome,
            GoldenValues.outcome(),
            outcome::encode,
            outcome::decode),
        new Form<>(
            Envelope.DEPLOYMENT_REPLY,
            Samples::reply,
            GoldenValues.reply(),
            reply::encode,
            reply::decode),
        new Form<>(
            Envelope.DEPLOYMENT_RECORD,
            Samples::record,
            GoldenValues.record(),
            record::encode,
            record::decode),
        new Form<>(
            Envelope.CANISTER_COMMAND,
            Samples::canisterCommand,
            GoldenValues.canisterCommand(),
            canisterCommand::encode,
            canisterCommand::decode),
        new Form<>(
            Envelope.CANISTER_EVENT,
            Samples::canisterEvent,
            GoldenValues.canisterEvent(),
            canisterEvent::encode,
            canisterEvent::decode),
        new Form<>(
            Envelope.CANISTER_REPLY,
            Samples::canisterReply,
            GoldenValues.canisterReply(),
            canisterReply::encode,
            canisterReply::decode),
        new Form<>(
            Envelope.REPLAY_EVENT,
            samples -> new ReplaySamples(samples).event(),
            ReplaySamples.golden(),
            replayEvent::encode,
            replayEvent::decode),
        new Form<>(
            Envelope.CONTROL_RECORD,
            Samples::control,
            GoldenValues.control(),
            control::encode,
            control::decode),
        new Form<>(
            Envelope.AUDIT_RECORD,
            Samples::auditEntry,
            GoldenValues.auditEntry(),
            audit::encode,
            audit::decode));
  }

  byte[] encodedSample(Samples samples) {
    return encoder.apply(sample.apply(samples));
  }

  @Override
  public String toString() {
    return envelope.schemaName();
  }
}
