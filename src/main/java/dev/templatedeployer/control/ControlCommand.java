package dev.templatedeployer.control;

import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that somebody wants to hold from now on.
public sealed interface ControlCommand {

  /// The subject of what is about the whole service.
  String SERVICE = "service";

  /// What it is called in the audit trail, as a noun and a verb.
  String action();

  /// What it is asked of, for the audit trail: a name, a template, or the service.
  String subject();

  /// Sets the owner, once, and lets a backend in.
  ///
  /// @param backend the name of a backend, or null for none
  record Bootstrap(String owner, @Nullable String backend) implements ControlCommand {
    @Override
    public String action() {
      return "access.bootstrap";
    }

    @Override
    public String subject() {
      return owner;
    }
  }

  /// Gives a name a role more.
  ///
  /// @param templates what a [GrantedRole#BACKEND] may deploy from now on; null for all
  record Grant(String name, GrantedRole role, @Nullable Set<TemplateName> templates)
      implements ControlCommand {
    public Grant {
      templates = templates == null ? null : Set.copyOf(templates);
    }

    @Override
    public String action() {
      return "access.grant";
    }

    @Override
    public String subject() {
      return name;
    }
  }

  /// Takes a role from a name.
  ///
  /// @param role which, or null for all that it has
  record Revoke(String name, @Nullable GrantedRole role) implements ControlCommand {
    @Override
    public String action() {
      return "access.revoke";
    }

    @Override
    public String subject() {
      return name;
    }
  }

  /// Lets the work of a template wait, or go on.
  record Pause(TemplateName template, boolean isPaused) implements ControlCommand {
    @Override
    public String action() {
      return isPaused ? "template.pause" : "template.resume";
    }

    @Override
    public String subject() {
      return template.value();
    }
  }

  /// Takes no new deployments, or takes them again.
  ///
  /// @param until when they are taken again by themselves; null if somebody has to say so, or if
  ///   maintenance is to end
  record Maintain(boolean isOn, @Nullable Instant until) implements ControlCommand {
    @Override
    public String action() {
      return isOn ? "maintenance.begin" : "maintenance.end";
    }

    @Override
    public String subject() {
      return SERVICE;
    }
  }

  /// Starts nothing at all, or starts work again.
  record Stop(boolean isOn) implements ControlCommand {
    @Override
    public String action() {
      return isOn ? "emergency-stop.begin" : "emergency-stop.end";
    }

    @Override
    public String subject() {
      return SERVICE;
    }
  }
}
