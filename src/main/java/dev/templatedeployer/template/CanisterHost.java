package dev.templatedeployer.template;

/// Hosts canisters inside the service: they are created and operated on through its own topics.
public interface CanisterHost {

  /// Creates the canister that the context names, of the kind that has the template's name.
  /// Creating it again changes nothing. Returns when the broker has acknowledged the record that
  /// creates it.
  ///
  /// @param config the config of the deployment, as the template was given it
  /// @throws RetryableFailure if the broker cannot be reached
  /// @throws InterruptedException if the call was interrupted
  void create(Object config) throws RetryableFailure, InterruptedException;
}
