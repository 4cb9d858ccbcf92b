package dev.templatedeployer.canister;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that is asked of one canister.
public sealed interface CanisterCommand {

  /// The canister; the key of the record.
  Principal canisterId();

  /// The sender's own id for the command, or null; the reply repeats it. Who asks for an operation
  /// again under the same id within 7 days changes nothing and gets the same reply; for another
  /// operation, or with other arguments, a refusal.
  @Nullable String commandId();

  /// Who asks.
  Principal by();

  /// Asks to create the canister unless it exists.
  ///
  /// @param kind the name of its template
  /// @param config the config of the deployment
  /// @param deploymentId the deployment that creates it
  /// @param acceptedAt when that was accepted: the `now` of every rule in the config
  record Create(
      Principal canisterId,
      @Nullable String commandId,
      Principal by,
      String kind,
      JsonBytes config,
      Principal owner,
      String deploymentId,
      Instant acceptedAt)
      implements CanisterCommand {}

  /// Asks to carry out an operation.
  ///
  /// @param operation one of those that the rules of its kind name, such as `claim`
  /// @param arguments a JSON object
  record Operate(
      Principal canisterId,
      @Nullable String commandId,
      Principal by,
      String operation,
      JsonBytes arguments)
      implements CanisterCommand {}
}
