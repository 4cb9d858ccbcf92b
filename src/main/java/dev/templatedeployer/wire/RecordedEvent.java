package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import org.jspecify.annotations.Nullable;

/// An event with its place in the history of its deployment.
///
/// @param version 1 for the first event of a deployment, and one more for each, without gaps
/// @param cause what brought it about
public record RecordedEvent(DeploymentId id, long version, Cause cause, DeploymentEvent event) {

  /// The record that brought an event about, or the passing of time.
  ///
  /// @param topic the topic of the command or report, or null if time passed
  /// @param partition its partition; -1 if time passed
  /// @param offset its offset; -1 if time passed
  /// @param commandId the sender's own id for the command, or null
  public record Cause(
      @Nullable String topic, int partition, long offset, @Nullable String commandId) {

    /// The passing of time.
    public static final Cause TIME = new Cause(null, -1, -1, null);
  }
}
