package dev.templatedeployer.query.filter;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a filter can look at of a deployment.
public interface Facts {

  /// Its id.
  DeploymentId id();

  /// Where it stands.
  Status status();

  /// Its template.
  TemplateName template();

  /// Who will own its canister.
  Principal owner();

  /// Who asked for it.
  String caller();

  /// The id that its canister has or would have.
  Principal canisterId();

  /// Its newest start.
  Token token();

  /// 1 for the first run, one more for each manual retry.
  int run();

  /// The name of the cause, or null unless it failed.
  @Nullable String failureCode();

  /// The message, or null unless it failed.
  @Nullable String failureMessage();

  /// The sender's own words.
  Map<String, String> labels();

  /// When it was accepted.
  Instant createdAt();

  /// When something last happened to it.
  Instant updatedAt();
}
