package dev.templatedeployer.control;

import static dev.templatedeployer.domain.Refusal.Kind.TEMPORARILY_UNAVAILABLE;
import static dev.templatedeployer.domain.Refusal.Kind.UNAUTHORIZED;

import dev.templatedeployer.access.Role;
import dev.templatedeployer.control.ControlState.AccessGrant;
import dev.templatedeployer.control.ControlState.EmergencyStop;
import dev.templatedeployer.control.ControlState.Maintenance;
import dev.templatedeployer.control.ControlState.TemplatePause;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.TemplateName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All that holds at present: the access list, what is paused, and whether the service rests.
///
/// Remembers for how long work was held as well, since that is not counted against it. Immutable.
///
/// @param access the last grant of each name, by name
/// @param pauses the last pause or resumption of each template
/// @param lastMaintenance the last that was said about maintenance, or null if nothing ever was
/// @param lastStop the last that was said about the emergency stop, or null if nothing ever was
/// @param paused when each template was paused
/// @param stopped when the emergency stop was on
public record Controls(
    Map<String, ControlRecord<AccessGrant>> access,
    Map<TemplateName, ControlRecord<TemplatePause>> pauses,
    @Nullable ControlRecord<Maintenance> lastMaintenance,
    @Nullable ControlRecord<EmergencyStop> lastStop,
    Map<TemplateName, Holds> paused,
    Holds stopped) {

  /// Before anybody said anything.
  public static final Controls NONE =
      new Controls(Map.of(), Map.of(), null, null, Map.of(), Holds.NONE);

  public Controls {
    access = Map.copyOf(access);
    pauses = Map.copyOf(pauses);
    paused = Map.copyOf(paused);
  }

  /// These, once `record` holds.
  public Controls evolve(ControlRecord<?> record) {
    return evolve(List.of(record));
  }

  /// These, once `records` hold, each after those before it.
  public Controls evolve(List<? extends ControlRecord<?>> records) {
    var newAccess = new HashMap<>(access);
    var newPauses = new HashMap<>(pauses);
    ControlRecord<Maintenance> maintenance = lastMaintenance;
    ControlRecord<EmergencyStop> stop = lastStop;
    var newPaused = new HashMap<>(paused);
    Holds newStopped = stopped;
    for (ControlRecord<?> record : records) {
      switch (record.state()) {
        case AccessGrant state -> newAccess.put(state.name(), as(record, state));
        case TemplatePause state -> {
          newPauses.put(state.template(), as(record, state));
          newPaused.merge(
              state.template(),
              Holds.NONE.said(state.isPaused(), record.at()),
              (before, _) -> before.said(state.isPaused(), record.at()));
        }
        case Maintenance state -> maintenance = as(record, state);
        case EmergencyStop state -> {
          stop = as(record, state);
          newStopped = newStopped.said(state.isOn(), record.at());
        }
      }
    }
    return new Controls(newAccess, newPauses, maintenance, stop, newPaused, newStopped);
  }

  /// What `name` was granted last; empty if it was never granted anything.
  public Optional<AccessGrant> grant(String name) {
    return Optional.ofNullable(access.get(name)).map(ControlRecord::state);
  }

  /// The name of the owner; empty before the bootstrap.
  public Optional<String> owner() {
    return access.values().stream()
        .map(ControlRecord::state)
        .filter(grant -> grant.roles().contains(GrantedRole.OWNER))
        .map(AccessGrant::name)
        .findFirst();
  }

  /// The roles that the person `name` was granted.
  public Set<Role> rolesOf(String name) {
    return grant(name).stream()
        .flatMap(grant -> grant.roles().stream())
        .flatMap(role -> role.role().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The pause of `template`; empty if it is not paused.
  public Optional<ControlRecord<TemplatePause>> pause(TemplateName template) {
    return Optional.ofNullable(pauses.get(template)).filter(record -> record.state().isPaused());
  }

  /// The maintenance that is on at `now`; empty if none is.
  public Optional<ControlRecord<Maintenance>> maintenance(Instant now) {
    return Optional.ofNullable(lastMaintenance)
        .filter(record -> record.state().isOn() && !isOver(record.state(), now));
  }

  /// The emergency stop that is on; empty if none is.
  public Optional<ControlRecord<EmergencyStop>> emergencyStop() {
    return Optional.ofNullable(lastStop).filter(record -> record.state().isOn());
  }

  /// Whether executors may start work of `template`.
  public boolean mayStart(TemplateName template) {
    return emergencyStop().isEmpty() && pause(template).isEmpty();
  }

  /// For how long in all work of `template` could not be started between `from` and `until`.
  public Duration held(TemplateName template, Instant from, Instant until) {
    return paused.getOrDefault(template, Holds.NONE).or(stopped).within(from, until);
  }

  /// Why the service takes no new deployments at `now`; empty if it does.
  public Optional<Refusal> forbidsNew(Instant now) {
    return emergencyStop()
        .map(stop ->
            Refusal.of(
                TEMPORARILY_UNAVAILABLE,
                "The service was stopped for an emergency %s. Nothing new is taken until an operator ends that; send the command again then."
                    .formatted(stop.words())))
        .or(() ->
            maintenance(now)
                .map(maintenance ->
                    Refusal.of(
                        TEMPORARILY_UNAVAILABLE,
                        "The service takes no new deployments, since it is in maintenance: switched on %s. %s"
                            .formatted(maintenance.words(), whenAgain(maintenance.state())))));
  }

  /// Why the backend `name` may not have the new deployment `id` made from `template`; empty if it
  /// may.
  public Optional<Refusal> forbidsBackend(String name, DeploymentId id, TemplateName template) {
    Optional<AccessGrant> granted =
        grant(name).filter(grant -> grant.roles().contains(GrantedRole.BACKEND));
    if (granted.isEmpty()) {
      return Optional.of(
          Refusal.of(
              UNAUTHORIZED,
              "Cannot take the deployment '%s' from the backend '%s': it is not on the access list. Ask an admin to put it there."
                  .formatted(id, name)));
    }
    Set<TemplateName> templates = granted.get().templates();
    return templates == null || templates.contains(template)
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                UNAUTHORIZED,
                "Cannot take the deployment '%s' from the backend '%s': it may deploy %s, and not '%s'. Ask an admin for that."
                    .formatted(id, name, names(templates), template)));
  }

  /// The names of templates, to stand in a sentence.
  static String names(Set<TemplateName> templates) {
    return templates.stream()
        .map(template -> "'%s'".formatted(template))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean isOver(Maintenance maintenance, Instant now) {
    return maintenance.until() != null && !now.isBefore(maintenance.until());
  }

  private static String whenAgain(Maintenance maintenance) {
    return maintenance.until() == null
        ? "Send the command again later."
        : "Send the command again at %s.".formatted(maintenance.until());
  }

  private static <S extends ControlState> ControlRecord<S> as(ControlRecord<?> record, S state) {
    return new ControlRecord<>(state, record.by(), record.at(), record.reason());
  }
}
