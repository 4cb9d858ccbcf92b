package dev.templatedeployer.domain;

import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the executors of a template are told about one deployment. Of two instructions for the same
/// deployment the later one holds.
public sealed interface Work {

  /// The deployment.
  DeploymentId id();

  /// The template, and so the topic.
  TemplateName template();

  /// The start it is about.
  Token token();

  /// Call the template.
  ///
  /// @param acceptedAt when the deployment was accepted: the `now` of every rule in the config
  /// @param timeLimit how long the template may run
  /// @param lease how long the executor may be silent while the template runs, before the start
  ///   counts as lost; null if whoever handed it out did not say
  record Start(
      DeploymentId id,
      TemplateName template,
      String templateVersion,
      Token token,
      Config config,
      Principal owner,
      Principal canisterId,
      Map<String, String> labels,
      Instant acceptedAt,
      @Nullable Instant deadline,
      Duration timeLimit,
      @Nullable Duration lease)
      implements Work {

    /// A start whose lease is not known.
    public Start(
        DeploymentId id,
        TemplateName template,
        String templateVersion,
        Token token,
        Config config,
        Principal owner,
        Principal canisterId,
        Map<String, String> labels,
        Instant acceptedAt,
        @Nullable Instant deadline,
        Duration timeLimit) {
      this(
          id,
          template,
          templateVersion,
          token,
          config,
          owner,
          canisterId,
          labels,
          acceptedAt,
          deadline,
          timeLimit,
          null);
    }

    /// This start, with a lease that is known.
    public Start withLease(Duration known) {
      return new Start(
          id,
          template,
          templateVersion,
          token,
          config,
          owner,
          canisterId,
          labels,
          acceptedAt,
          deadline,
          timeLimit,
          known);
    }
  }

  /// Do not call the template for `token` or any older start any more; interrupt it if it runs.
  record Stop(DeploymentId id, TemplateName template, Token token, String reason) implements Work {}
}
