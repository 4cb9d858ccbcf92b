package dev.templatedeployer.canister;

import java.util.List;

/// What an operation on a canister causes: events, or a refusal. Never both.
///
/// @param <E> the events of the kind
public sealed interface Ruling<E> {

  /// The operation was taken.
  record Accepted<E>(List<E> events) implements Ruling<E> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /// The operation was not taken and changed nothing.
  ///
  /// @param code stable upper-case name of the rule, such as `NOT_BENEFICIARY`
  /// @param sentence what was asked, what stands against it, and what to do
  record Refused<E>(String code, String sentence) implements Ruling<E> {}

  /// Takes the operation, which causes one event.
  static <E> Ruling<E> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  /// Does not take the operation.
  static <E> Ruling<E> refuse(String code, String sentence) {
    return new Refused<>(code, sentence);
  }
}
