package dev.templatedeployer.canister;

import dev.templatedeployer.identity.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a canister command: taken, or refused.
public sealed interface CanisterReply {

  /// The canister that was asked.
  Principal canisterId();

  /// The sender's own id for the command, or null if it gave none.
  @Nullable String commandId();

  /// The command was taken.
  ///
  /// @param version the number of the canister's events after it
  record Accepted(Principal canisterId, @Nullable String commandId, long version)
      implements CanisterReply {}

  /// The command was not taken and changed nothing.
  ///
  /// @param code stable upper-case name of the rule, such as `NOT_BENEFICIARY`
  /// @param sentence what was asked, what stands against it, and what to do
  /// @param violations everything that is wrong with the arguments; empty if the refusal has
  ///   another cause
  record Refused(
      Principal canisterId,
      @Nullable String commandId,
      String code,
      String sentence,
      List<Violation> violations)
      implements CanisterReply {
    public Refused {
      violations = List.copyOf(violations);
    }
  }

  /// One thing that is wrong with the arguments of an operation.
  ///
  /// @param field JSON Pointer of the place, empty for the whole
  /// @param code stable upper-case name of the rule
  /// @param message a sentence for a person; never quotes a value that may be secret
  record Violation(String field, String code, String message) {}
}
