package dev.templatedeployer.wire;

import dev.templatedeployer.replay.ReplayEvent;
import dev.templatedeployer.replay.ReplayEvent.Approved;
import dev.templatedeployer.replay.ReplayEvent.CanaryPassed;
import dev.templatedeployer.replay.ReplayEvent.Finished;
import dev.templatedeployer.replay.ReplayEvent.ItemsEnded;
import dev.templatedeployer.replay.ReplayEvent.ItemsListed;
import dev.templatedeployer.replay.ReplayEvent.ItemsStarted;
import dev.templatedeployer.replay.ReplayEvent.Paused;
import dev.templatedeployer.replay.ReplayEvent.Planned;
import dev.templatedeployer.replay.ReplayEvent.Resumed;
import dev.templatedeployer.replay.ReplayEvent.Stopped;
import dev.templatedeployer.replay.ReplayId;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Events of replays as bytes: the Avro record `ReplayEvent`. Thread-safe.
public final class ReplayEventCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public ReplayEventCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.REPLAY_EVENT, ids);
  }

  /// The bytes of `event`.
  public byte[] encode(RecordedReplayEvent event) {
    return format.encode(event, ReplayEventCodec::write);
  }

  /// The event in `value`.
  public RecordedReplayEvent decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, ReplayEventCodec::read);
  }

  private static void write(RecordedReplayEvent recorded, AvroOutput out) throws IOException {
    out.text(recorded.id().value());
    out.int64(recorded.version());
    out.instant(recorded.event().at());
    switch (recorded.event()) {
      case ItemsListed event -> {
        out.branch(0);
        out.int32(event.from());
        out.list(event.items(), ReplayForms::writeItem);
      }
      case Planned event -> {
        out.branch(1);
        ReplayForms.writePlan(event.plan(), out);
      }
      case Approved event -> {
        out.branch(2);
        writeWish(event.by(), event.reason(), out);
      }
      case Paused event -> {
        out.branch(3);
        writeWish(event.by(), event.reason(), out);
      }
      case Resumed event -> {
        out.branch(4);
        writeWish(event.by(), event.reason(), out);
      }
      case ItemsStarted event -> {
        out.branch(5);
        out.int32(event.from());
        out.int32(event.count());
      }
      case ItemsEnded event -> {
        out.branch(6);
        out.list(event.ends(), ReplayForms::writeEnd);
      }
      case CanaryPassed _ -> out.branch(7);
      case Stopped event -> {
        out.branch(8);
        out.optionalText(event.by());
        out.text(event.reason());
      }
      case Finished _ -> out.branch(9);
    }
  }

  private static void writeWish(String by, String reason, AvroOutput out) throws IOException {
    out.text(by);
    out.text(reason);
  }

  private static RecordedReplayEvent read(AvroInput in) throws IOException {
    var id = new ReplayId(in.text());
    long version = in.int64();
    return new RecordedReplayEvent(id, version, event(in, in.instant()));
  }

  private static ReplayEvent event(AvroInput in, Instant at) throws IOException {
    return switch (in.branch(10)) {
      case 0 -> new ItemsListed(in.int32(), in.list(ReplayForms::readItem), at);
      case 1 -> new Planned(ReplayForms.readPlan(in), at);
      case 2 -> new Approved(in.text(), in.text(), at);
      case 3 -> new Paused(in.text(), in.text(), at);
      case 4 -> new Resumed(in.text(), in.text(), at);
      case 5 -> new ItemsStarted(in.int32(), in.int32(), at);
      case 6 -> new ItemsEnded(in.list(ReplayForms::readEnd), at);
      case 7 -> new CanaryPassed(at);
      case 8 -> new Stopped(in.optionalText(), in.text(), at);
      default -> new Finished(at);
    };
  }
}
