package dev.templatedeployer.template;

import java.time.Instant;
import java.util.List;

/// One kind of thing that can be deployed, such as a token lock.
///
/// Templates are found with [java.util.ServiceLoader], on the class path and in the jars of the
/// `templates/` folder: name yours in `META-INF/services/dev.templatedeployer.template.Template`.
/// Two templates with the same [#name()] stop the service at start-up.
///
/// The service promises that
///
/// 1. one instance is made per process, with the public constructor without parameters, and all its
///    methods may be called from many threads at once;
/// 2. [#create] runs on a virtual thread of its own, where blocking is fine; interruption means
///    that the time limit has passed, that the deployment was cancelled, or that the service is
///    stopping;
/// 3. [#create] is called only with a config that [#configSchema()] and [#validate] found nothing
///    wrong with when the deployment was accepted;
/// 4. [#create] may be called **more than once for the same canister**, after a crash, a lost
///    answer or a retry, and for a short time even twice at once; always with the same
///    [TemplateContext#canisterId()]. So it means *create if absent*: make the work idempotent
///    under that id.
///
/// @param <C> the config, a record that Jackson can read from the JSON that the sender wrote
public interface Template<C> {

  /// The name used in commands: lower-case letters, digits and dashes, at most 63. Never change it
  /// once it is in use.
  String name();

  /// The version of the template, such as `1.0.0`. Kept with every deployment.
  String version();

  /// What it deploys, in a few words for a list.
  String title();

  /// What it deploys, in a sentence or two for a person who has to choose.
  String description();

  /// The type of the config.
  Class<C> configType();

  /// The JSON Schema (draft 2020-12) of the config. Give every property a `title`, a `description`
  /// and where it helps an `examples`, since forms are made from it.
  String configSchema();

  /// Everything that is wrong with `config` beyond what the schema can say. Pure: asked at
  /// admission, perhaps twice.
  ///
  /// @param now when the command was taken in; the only clock to use
  default List<Violation> validate(C config, Instant now) {
    return List.of();
  }

  /// Creates the canister [TemplateContext#canisterId()] unless it exists, and says what an admin
  /// may want to see of it.
  ///
  /// @throws PermanentFailure if another attempt cannot help
  /// @throws RetryableFailure if another attempt may help; it may say when
  /// @throws InterruptedException if it was interrupted
  TemplateResult create(C config, TemplateContext context)
      throws TemplateFailure, InterruptedException;

  /// How its attempts should be driven where the operator sets nothing. Asked once, at start-up.
  default AttemptPolicy policy() {
    return AttemptPolicy.STANDARD;
  }

  /// Whether only development and tests may use it. Such a template is off unless a setting
  /// switches it on.
  default boolean isForDevelopment() {
    return false;
  }
}
