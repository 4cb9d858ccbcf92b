package dev.templatedeployer.control;

import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds for one subject that may change while the service runs. A later state of a subject
/// takes the place of the one before.
public sealed interface ControlState {

  /// What it is about, in the form `sort/name`. The key of its record.
  String subject();

  /// What a name may do.
  ///
  /// @param name who: a requester or a principal, or the name of a backend
  /// @param roles what it may do; empty once all is revoked
  /// @param templates what a [GrantedRole#BACKEND] may deploy; null for all
  record AccessGrant(String name, Set<GrantedRole> roles, @Nullable Set<TemplateName> templates)
      implements ControlState {
    public AccessGrant {
      roles = Set.copyOf(roles);
      templates = templates == null ? null : Set.copyOf(templates);
    }

    @Override
    public String subject() {
      return "access/" + name;
    }
  }

  /// Whether the work of a template waits.
  record TemplatePause(TemplateName template, boolean isPaused) implements ControlState {
    @Override
    public String subject() {
      return "template/" + template;
    }
  }

  /// Whether the service takes no new deployments for a while.
  ///
  /// @param until when it takes them again by itself; null if somebody has to say so
  record Maintenance(boolean isOn, @Nullable Instant until) implements ControlState {

    static final String SUBJECT = "service/maintenance";

    @Override
    public String subject() {
      return SUBJECT;
    }
  }

  /// Whether nothing at all is started.
  record EmergencyStop(boolean isOn) implements ControlState {

    static final String SUBJECT = "service/emergency-stop";

    @Override
    public String subject() {
      return SUBJECT;
    }
  }
}
