package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.replay.Item;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.Limits;
import dev.templatedeployer.replay.ReplayEvent.ItemEnd;
import dev.templatedeployer.replay.ReplayPlan;
import java.io.IOException;

/// The Avro records that a `ReplayEvent` is made of: `ReplayItem`, `ReplayPlanned`, `ReplayGroup`
/// and `ReplayItemEnd`.
final class ReplayForms {

  private ReplayForms() {}

  static void writeItem(Item item, AvroOutput out) throws IOException {
    out.text(item.id().value());
    out.int64(item.version());
    out.text(item.template().value());
    out.text(item.failureCode());
    out.text(item.fingerprint());
  }

  static Item readItem(AvroInput in) throws IOException {
    return new Item(
        new DeploymentId(in.text()), in.int64(), new TemplateName(in.text()), in.text(), in.text());
  }

  static void writePlan(ReplayPlan plan, AvroOutput out) throws IOException {
    out.text(plan.filter());
    out.float64(plan.limits().rate());
    out.int32(plan.limits().concurrency());
    out.float64(plan.limits().stopAtFailureRatio());
    out.int32(plan.limits().canary());
    out.int32(plan.count());
    out.text(plan.digest());
    out.int64(plan.leftOut());
    out.list(plan.groups(), ReplayForms::writeGroup);
    out.text(plan.by());
    out.text(plan.reason());
  }

  static ReplayPlan readPlan(AvroInput in) throws IOException {
    String filter = in.text();
    var limits = new Limits(in.float64(), in.int32(), in.float64(), in.int32());
    return new ReplayPlan(
        filter,
        limits,
        in.int32(),
        in.text(),
        in.int64(),
        in.list(ReplayForms::readGroup),
        in.text(),
        in.text());
  }

  static void writeEnd(ItemEnd end, AvroOutput out) throws IOException {
    out.int32(end.number());
    out.symbol(symbol(end.result().kind()));
    out.optionalInt64(end.result().version());
    out.optionalText(end.result().code());
    out.optionalText(end.result().sentence());
  }

  static ItemEnd readEnd(AvroInput in) throws IOException {
    return new ItemEnd(
        in.int32(),
        new ItemResult(
            kind(in.symbol(6)), in.optionalInt64(), in.optionalText(), in.optionalText()));
  }

  private static void writeGroup(ReplayPlan.Group group, AvroOutput out) throws IOException {
    out.text(group.template().value());
    out.text(group.code());
    out.text(group.fingerprint());
    out.text(group.message());
    out.int32(group.count());
  }

  private static ReplayPlan.Group readGroup(AvroInput in) throws IOException {
    return new ReplayPlan.Group(
        new TemplateName(in.text()), in.text(), in.text(), in.text(), in.int32());
  }

  private static int symbol(ItemResult.Kind kind) {
    return switch (kind) {
      case COMPLETED -> 1;
      case FAILED -> 2;
      case CANCELLED -> 3;
      case SKIPPED -> 4;
      case REFUSED -> 5;
    };
  }

  private static ItemResult.Kind kind(int symbol) {
    return switch (symbol) {
      case 1 -> ItemResult.Kind.COMPLETED;
      case 2 -> ItemResult.Kind.FAILED;
      case 3 -> ItemResult.Kind.CANCELLED;
      case 4 -> ItemResult.Kind.SKIPPED;
      case 5 -> ItemResult.Kind.REFUSED;
      default ->
          throw new IllegalArgumentException(
              "The item has a result that this version does not know. Use the version that wrote it, or a newer one.");
    };
  }
}
