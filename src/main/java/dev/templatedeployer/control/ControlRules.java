package dev.templatedeployer.control;

import static dev.templatedeployer.control.ControlDecision.Kind.CONFLICT;
import static dev.templatedeployer.control.ControlDecision.Kind.INVALID;
import static dev.templatedeployer.control.ControlDecision.Kind.NOT_FOUND;

import dev.templatedeployer.control.ControlCommand.Bootstrap;
import dev.templatedeployer.control.ControlCommand.Grant;
import dev.templatedeployer.control.ControlCommand.Maintain;
import dev.templatedeployer.control.ControlCommand.Pause;
import dev.templatedeployer.control.ControlCommand.Revoke;
import dev.templatedeployer.control.ControlCommand.Stop;
import dev.templatedeployer.control.ControlState.AccessGrant;
import dev.templatedeployer.control.ControlState.EmergencyStop;
import dev.templatedeployer.control.ControlState.Maintenance;
import dev.templatedeployer.control.ControlState.TemplatePause;
import dev.templatedeployer.domain.TemplateName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules of what may be changed while the service runs.
///
/// What holds already is accepted and changes nothing, so a wish may be sent twice. The owner is
/// set once and can never be removed, so there is always somebody who may let others in.
public final class ControlRules {

  /// The most characters of a name on the access list.
  public static final int MAX_NAME = 128;

  /// The most characters of a reason.
  public static final int MAX_REASON = 1000;

  /// The most names on the access list, those included from which everything was revoked.
  static final int MAX_NAMES = 10_000;

  private static final Pattern NAME = Pattern.compile("[\\p{Graph}&&\\p{ASCII}]+");

  private final Set<TemplateName> templates;

  /// @param templates the templates that there are
  public ControlRules(Set<TemplateName> templates) {
    this.templates = Set.copyOf(templates);
  }

  /// What comes of `change`.
  public ControlDecision decide(Controls controls, ControlChange change) {
    Optional<ControlDecision> objection = objection(change);
    if (objection.isPresent()) {
      return objection.get();
    }
    return switch (change.command()) {
      case Bootstrap bootstrap -> bootstrap(controls, change, bootstrap);
      case Grant grant -> grant(controls, change, grant);
      case Revoke revoke -> revoke(controls, change, revoke);
      case Pause pause -> pause(controls, change, pause);
      case Maintain maintain -> maintain(controls, change, maintain);
      case Stop stop -> stop(controls, change, stop);
    };
  }

  private static Optional<ControlDecision> objection(ControlChange change) {
    if (change.reason().isBlank()) {
      return Optional.of(
          refuse(INVALID, "Nobody said why. Give a reason, for those who wonder later."));
    }
    return change.reason().length() > MAX_REASON
        ? Optional.of(
            refuse(
                INVALID,
                "The reason has %,d characters. Give at most %,d."
                    .formatted(change.reason().length(), MAX_REASON)))
        : Optional.empty();
  }

  private static ControlDecision bootstrap(
      Controls controls, ControlChange change, Bootstrap bootstrap) {
    Optional<String> owner = controls.owner();
    if (owner.equals(Optional.of(bootstrap.owner()))) {
      return new ControlDecision.Accepted(
          List.of(),
          "The owner is '%s' already, and nothing was changed. Backends are let in with './deployer access grant'."
              .formatted(bootstrap.owner()));
    }
    if (owner.isPresent()) {
      return refuse(
          CONFLICT,
          "The owner is set already: '%s'. It is set once; the owner and the admins let others in with './deployer access grant'."
              .formatted(owner.get()));
    }
    String backend = bootstrap.backend();
    Optional<ControlDecision> objection =
        name(bootstrap.owner()).or(() -> backend == null ? Optional.empty() : name(backend));
    if (objection.isPresent()) {
      return objection.get();
    }
    if (bootstrap.owner().equals(backend)) {
      return refuse(
          INVALID,
          "The owner and the backend are both called '%s'. A backend is a program with a topic of its own; give the owner the name of a person."
              .formatted(backend));
    }
    var records = new ArrayList<ControlRecord<?>>();
    records.add(
        record(new AccessGrant(bootstrap.owner(), Set.of(GrantedRole.OWNER), null), change));
    if (backend != null) {
      records.add(record(new AccessGrant(backend, Set.of(GrantedRole.BACKEND), null), change));
    }
    return new ControlDecision.Accepted(
        records,
        backend == null
            ? "The owner is '%s'. No backend may deploy yet.".formatted(bootstrap.owner())
            : "The owner is '%s', and the backend '%s' may deploy every template."
                .formatted(bootstrap.owner(), backend));
  }

  private ControlDecision grant(Controls controls, ControlChange change, Grant grant) {
    Optional<ControlDecision> objection = name(grant.name()).or(() -> objection(controls, grant));
    if (objection.isPresent()) {
      return objection.get();
    }
    AccessGrant before =
        controls.grant(grant.name()).orElse(new AccessGrant(grant.name(), Set.of(), null));
    var roles = EnumSet.of(grant.role());
    roles.addAll(before.roles());
    boolean isBackend = grant.role() == GrantedRole.BACKEND;
    var after =
        new AccessGrant(grant.name(), roles, isBackend ? grant.templates() : before.templates());
    return accept(
        after.equals(before) ? null : record(after, change),
        isBackend
            ? "The backend '%s' may deploy %s."
                .formatted(
                    grant.name(),
                    grant.templates() == null
                        ? "every template"
                        : Controls.names(grant.templates()))
            : "'%s' has the role '%s'.".formatted(grant.name(), grant.role().word()));
  }

  private Optional<ControlDecision> objection(Controls controls, Grant grant) {
    if (controls.owner().isEmpty()) {
      return Optional.of(
          refuse(CONFLICT, "There is no owner yet. Run './deployer access bootstrap' first."));
    }
    if (grant.role() == GrantedRole.OWNER) {
      return Optional.of(
          refuse(
              CONFLICT,
              "The owner is '%s', and is set once. Grant the role 'admin', which may do the same."
                  .formatted(controls.owner().get())));
    }
    if (grant.templates() != null && grant.role() != GrantedRole.BACKEND) {
      return Optional.of(
          refuse(
              INVALID,
              "Only a backend can be limited to templates, and the role is '%s'. Leave the templates out."
                  .formatted(grant.role().word())));
    }
    if (grant.templates() != null && grant.templates().isEmpty()) {
      return Optional.of(
          refuse(
              INVALID,
              "The list of templates is empty. Leave it out for all of them, or revoke the role."));
    }
    if (!controls.access().containsKey(grant.name()) && controls.access().size() >= MAX_NAMES) {
      return Optional.of(
          refuse(
              CONFLICT,
              "The access list has %,d names, and takes no more. Let groups of people in by their tokens instead."
                  .formatted(MAX_NAMES)));
    }
    return grant.templates() == null
        ? Optional.empty()
        : grant.templates().stream()
            .filter(name -> !templates.contains(name))
            .min(Comparator.comparing(TemplateName::value))
            .map(this::unknown);
  }

  private static ControlDecision revoke(Controls controls, ControlChange change, Revoke revoke) {
    AccessGrant before = controls.grant(revoke.name()).orElse(null);
    if (before == null) {
      return refuse(
          NOT_FOUND,
          "'%s' is not on the access list. './deployer access ls' shows who is."
              .formatted(shortened(revoke.name())));
    }
    GrantedRole role = revoke.role();
    if (before.roles().contains(GrantedRole.OWNER) && (role == null || role == GrantedRole.OWNER)) {
      return refuse(
          CONFLICT,
          "'%s' is the owner, who cannot be removed: there is always somebody who may let others in."
              .formatted(revoke.name()));
    }
    Set<GrantedRole> roles = EnumSet.noneOf(GrantedRole.class);
    if (role != null) {
      roles.addAll(before.roles());
      roles.remove(role);
    }
    Set<TemplateName> templates = roles.contains(GrantedRole.BACKEND) ? before.templates() : null;
    var after = new AccessGrant(revoke.name(), roles, templates);
    return accept(
        after.equals(before) ? null : record(after, change),
        after.roles().isEmpty()
            ? "'%s' has no role any more. What it has under way goes on.".formatted(revoke.name())
            : "'%s' has left: %s.".formatted(revoke.name(), words(after.roles())));
  }

  private ControlDecision pause(Controls controls, ControlChange change, Pause pause) {
    if (!templates.contains(pause.template())) {
      return unknown(pause.template());
    }
    boolean isPaused = controls.pause(pause.template()).isPresent();
    return accept(
        isPaused == pause.isPaused()
            ? null
            : record(new TemplatePause(pause.template(), pause.isPaused()), change),
        pause.isPaused()
            ? "The template '%s' is paused: what is running ends, and everything else waits."
                .formatted(pause.template())
            : "The template '%s' goes on.".formatted(pause.template()));
  }

  private static ControlDecision maintain(
      Controls controls, ControlChange change, Maintain maintain) {
    if (maintain.until() != null && !maintain.isOn()) {
      return refuse(
          INVALID, "Maintenance ends now, so it cannot end at another time. Leave the time out.");
    }
    if (maintain.until() != null && !maintain.until().isAfter(change.at())) {
      return refuse(
          INVALID,
          "Maintenance would end at %s, which has passed. Give a later time, or none."
              .formatted(maintain.until()));
    }
    var wanted = new Maintenance(maintain.isOn(), maintain.until());
    var before =
        controls
            .maintenance(change.at())
            .map(ControlRecord::state)
            .orElse(new Maintenance(false, null));
    return accept(
        wanted.equals(before) ? null : record(wanted, change),
        maintain.isOn()
            ? "No new deployments are taken %s; what was accepted goes on."
                .formatted(
                    maintain.until() == null
                        ? "until maintenance is switched off"
                        : "until %s".formatted(maintain.until()))
            : "New deployments are taken.");
  }

  private static ControlDecision stop(Controls controls, ControlChange change, Stop stop) {
    boolean isOn = controls.emergencyStop().isPresent();
    return accept(
        isOn == stop.isOn() ? null : record(new EmergencyStop(stop.isOn()), change),
        stop.isOn()
            ? "Nothing is started and nothing new is taken; what is running ends."
            : "Work is started again.");
  }

  private ControlDecision unknown(TemplateName template) {
    return refuse(
        NOT_FOUND,
        "There is no template '%s'. There are: %s.".formatted(template, Controls.names(templates)));
  }

  private static Optional<ControlDecision> name(String name) {
    return name.length() <= MAX_NAME && NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            refuse(
                INVALID,
                "'%s' cannot be on the access list. A name has 1 to %d visible ASCII characters and no spaces."
                    .formatted(shortened(name), MAX_NAME)));
  }

  private static String shortened(String name) {
    String visible = name.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= MAX_NAME ? visible : visible.substring(0, MAX_NAME) + "…";
  }

  private static String words(Set<GrantedRole> roles) {
    var words = new TreeSet<String>();
    roles.forEach(role -> words.add(role.word()));
    return String.join(", ", words);
  }

  private static <S extends ControlState> ControlRecord<S> record(S state, ControlChange change) {
    return new ControlRecord<>(state, change.by(), change.at(), change.reason());
  }

  /// @param record what holds from now on, or null if it held already
  private static ControlDecision accept(@Nullable ControlRecord<?> record, String sentence) {
    return record == null
        ? new ControlDecision.Accepted(List.of(), sentence + " It was so already.")
        : new ControlDecision.Accepted(List.of(record), sentence);
  }

  private static ControlDecision refuse(ControlDecision.Kind kind, String sentence) {
    return new ControlDecision.Refused(kind, sentence);
  }
}
