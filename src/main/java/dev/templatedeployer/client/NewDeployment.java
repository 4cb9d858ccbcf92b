package dev.templatedeployer.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.templatedeployer.canister.dao.DaoConfig;
import dev.templatedeployer.canister.distribution.DistributionConfig;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig;
import dev.templatedeployer.canister.lock.LockConfig;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.Json;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.Configs;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployment that a backend asks for: a template, its config and an owner, and what else there
/// is to say, each in a method that gives a new value.
///
/// ```java
/// NewDeployment.lock(config, owner).id("order-42").label("order", "42")
/// ```
///
/// @param id the id, or null for one that the client makes. Give one of your own, such as the
///   number of an order: then the deployment can be sent again after any failure and happens once
/// @param request what is asked for
public record NewDeployment(@Nullable DeploymentId id, DeploymentRequest request) {

  /// A deployment from any template.
  ///
  /// @param config JSON in UTF-8, which is kept byte for byte
  public static NewDeployment ofJson(String template, byte[] config, Principal owner) {
    return of(template, Configs.of(config.clone()), owner);
  }

  /// A deployment from any template.
  ///
  /// @param config a record, a map or anything else that Jackson can write; amounts as `BigInteger`
  public static NewDeployment of(String template, Object config, Principal owner) {
    try {
      return of(template, Configs.of(Json.mapper().writeValueAsBytes(config)), owner);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The config of type %s cannot be written as JSON: %s. Give a record or a map."
              .formatted(config.getClass().getName(), e.getOriginalMessage()),
          e);
    }
  }

  /// A token lock.
  public static NewDeployment lock(LockConfig config, Principal owner) {
    return of("lock", config, owner);
  }

  /// A DAO.
  public static NewDeployment dao(DaoConfig config, Principal owner) {
    return of("dao", config, owner);
  }

  /// A distribution.
  public static NewDeployment distribution(DistributionConfig config, Principal owner) {
    return of("distribution", config, owner);
  }

  /// A token sale.
  public static NewDeployment launchpad(LaunchpadConfig config, Principal owner) {
    return of("launchpad", config, owner);
  }

  /// The same under this id.
  ///
  /// @throws IllegalArgumentException with a sentence, if `newId` is no id
  public NewDeployment id(String newId) {
    return new NewDeployment(new DeploymentId(newId), request);
  }

  /// The same with one more label, which the outcome carries too.
  public NewDeployment label(String name, String value) {
    var labels = new HashMap<>(request.labels());
    labels.put(name, value);
    return with(request.templateVersion(), labels, request.notBefore(), request.deadline());
  }

  /// The same, but only if the service has this version of the template.
  public NewDeployment templateVersion(String version) {
    return with(version, request.labels(), request.notBefore(), request.deadline());
  }

  /// The same, started at `time` at the earliest.
  public NewDeployment notBefore(Instant time) {
    return with(request.templateVersion(), request.labels(), time, request.deadline());
  }

  /// The same, given up if no attempt of it can be started before `time`.
  public NewDeployment deadline(Instant time) {
    return with(request.templateVersion(), request.labels(), request.notBefore(), time);
  }

  /// The command that asks for it.
  ///
  /// @param ownId its id, or one that was made for it
  CommandMessage.Deploy command(DeploymentId ownId) {
    return new CommandMessage.Deploy(ownId, null, null, request);
  }

  private NewDeployment with(
      @Nullable String version,
      Map<String, String> labels,
      @Nullable Instant notBefore,
      @Nullable Instant deadline) {
    return new NewDeployment(
        id,
        new DeploymentRequest(
            request.template(),
            version,
            request.config(),
            request.owner(),
            labels,
            notBefore,
            deadline));
  }

  private static NewDeployment of(String template, Config config, Principal owner) {
    return new NewDeployment(
        null,
        new DeploymentRequest(
            new TemplateName(template), null, config, owner, Map.of(), null, null));
  }
}
