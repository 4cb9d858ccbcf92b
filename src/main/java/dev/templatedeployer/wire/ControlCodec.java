package dev.templatedeployer.wire;

import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlState;
import dev.templatedeployer.control.ControlState.AccessGrant;
import dev.templatedeployer.control.ControlState.EmergencyStop;
import dev.templatedeployer.control.ControlState.Maintenance;
import dev.templatedeployer.control.ControlState.TemplatePause;
import dev.templatedeployer.control.GrantedRole;
import dev.templatedeployer.domain.TemplateName;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Control records as bytes: the Avro record `ControlRecord`. Thread-safe.
public final class ControlCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public ControlCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.CONTROL_RECORD, ids);
  }

  /// The bytes of `record`.
  public byte[] encode(ControlRecord<?> record) {
    return format.encode(record, ControlCodec::write);
  }

  /// The record in `value`. A role that this version does not know is left out, and so grants
  /// nothing.
  public ControlRecord<?> decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, ControlCodec::read);
  }

  private static void write(ControlRecord<?> record, AvroOutput out) throws IOException {
    out.text(record.state().subject());
    out.text(record.by());
    out.instant(record.at());
    out.optionalText(record.reason());
    switch (record.state()) {
      case AccessGrant(var name, var roles, var templates) -> {
        out.branch(0);
        out.text(name);
        out.list(roles.stream().sorted().toList(), (role, each) -> each.symbol(symbol(role)));
        out.optional(
            templates == null ? null : sorted(templates),
            (names, some) -> some.list(names, (name1, each) -> each.text(name1.value())));
      }
      case TemplatePause(var template, var isPaused) -> {
        out.branch(1);
        out.text(template.value());
        out.flag(isPaused);
      }
      case Maintenance(var isOn, var until) -> {
        out.branch(2);
        out.flag(isOn);
        out.optionalInstant(until);
      }
      case EmergencyStop(var isOn) -> {
        out.branch(3);
        out.flag(isOn);
      }
    }
  }

  private static ControlRecord<?> read(AvroInput in) throws IOException {
    String subject = in.text();
    String by = in.text();
    Instant at = in.instant();
    String reason = in.optionalText();
    ControlState state =
        switch (in.branch(4)) {
          case 0 -> grant(in);
          case 1 -> new TemplatePause(new TemplateName(in.text()), in.flag());
          case 2 -> new Maintenance(in.flag(), in.optionalInstant());
          default -> new EmergencyStop(in.flag());
        };
    if (!state.subject().equals(subject)) {
      throw new IllegalArgumentException(
          "The subject of the record is not that of its payload. Write what it is about there.");
    }
    return new ControlRecord<>(state, by, at, reason);
  }

  private static AccessGrant grant(AvroInput in) throws IOException {
    String name = in.text();
    Set<GrantedRole> roles = EnumSet.noneOf(GrantedRole.class);
    in.list(ControlCodec::role).forEach(role -> role.ifPresent(roles::add));
    List<TemplateName> templates =
        in.optional(some -> some.list(each -> new TemplateName(each.text())));
    return new AccessGrant(name, roles, templates == null ? null : Set.copyOf(templates));
  }

  private static int symbol(GrantedRole role) {
    return switch (role) {
      case OWNER -> 1;
      case ADMIN -> 2;
      case OPERATOR -> 3;
      case SUBMITTER -> 4;
      case VIEWER -> 5;
      case BACKEND -> 6;
    };
  }

  private static Optional<GrantedRole> role(AvroInput in) throws IOException {
    return switch (in.symbol(7)) {
      case 1 -> Optional.of(GrantedRole.OWNER);
      case 2 -> Optional.of(GrantedRole.ADMIN);
      case 3 -> Optional.of(GrantedRole.OPERATOR);
      case 4 -> Optional.of(GrantedRole.SUBMITTER);
      case 5 -> Optional.of(GrantedRole.VIEWER);
      case 6 -> Optional.of(GrantedRole.BACKEND);
      default -> Optional.empty();
    };
  }

  private static List<TemplateName> sorted(Set<TemplateName> templates) {
    return templates.stream().sorted(Comparator.comparing(TemplateName::value)).toList();
  }
}
