package dev.templatedeployer.canister;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of one kind of canister, as pure functions: what an operation causes, what an event
/// makes of the canister, and what may be asked of it.
///
/// A canister is a *head*, a small value that every operation reads, and *rows*, one for each
/// participant, member, proposal or vote, of which an operation reads and writes only those that it
/// names. So an operation on a canister with thousands of participants writes a few hundred bytes.
/// A head and a row stay below 64 KiB each.
///
/// Config, head, rows, operations and events are records; they are kept as JSON. `BigInteger` is
/// written as a string of digits, `Instant` as RFC 3339, `Duration` as ISO 8601.
///
/// Kinds are found with [java.util.ServiceLoader]. The methods may be called from many threads at
/// once.
///
/// @param <C> the config
/// @param <H> the head
/// @param <O> the operations, a sealed interface of records
/// @param <E> the events, a sealed interface of records
public interface CanisterRules<C, H, O, E> {

  /// The name of the kind, which is the name of its template.
  String kind();

  /// The type of the config.
  Class<C> configType();

  /// The type of the head.
  Class<H> headType();

  /// The type of the rows of each table, by the name of the table. Empty if the kind has no rows.
  default Map<String, Class<?>> rowTypes() {
    return Map.of();
  }

  /// The operations by their outside names, such as `claim`.
  Map<String, Class<? extends O>> operations();

  /// The events by their outside names, such as `Claimed`. Names and meanings are kept for ever.
  Map<String, Class<? extends E>> events();

  /// The event that begins a canister.
  ///
  /// @param at when its deployment was accepted
  E create(C config, Principal owner, Instant at);

  /// Says what `operation` causes.
  ///
  /// @param canister the canister as it stands
  /// @param by the authenticated principal that asks
  /// @param at when the operation was taken in; the only clock
  Ruling<E> decide(Canister<H> canister, O operation, Principal by, Instant at);

  /// The head after `event`. Accepts every event that was ever written.
  ///
  /// @param head the head before it, or null if it is the first
  H evolve(@Nullable H head, E event);

  /// The rows that `event` changes or adds, as they are after it.
  ///
  /// @param canister the canister before the event
  default Map<RowKey, Object> evolveRows(Canister<H> canister, E event) {
    return Map.of();
  }

  /// The word for where a canister stands as of its last event, such as `ACTIVE`: lists are
  /// filtered by it. Capital letters, digits and underscores, at most 32.
  String status(H head);

  /// Answers the questions that may be asked of a canister, by name, such as `summary` or `curve`.
  /// Every kind answers [#SUMMARY].
  Map<String, View<H>> views();

  /// The name of the view that shows a canister as a whole.
  String SUMMARY = "summary";
}
