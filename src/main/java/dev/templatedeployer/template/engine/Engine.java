package dev.templatedeployer.template.engine;

import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;

/// What creates the canisters of a declared template. May be called from many threads at once, and
/// more than once for the same canister.
sealed interface Engine permits HttpEngine, ProcessEngine {

  /// Creates the canister that `context` names unless it exists.
  TemplateResult create(ConfigDocument config, TemplateContext context)
      throws TemplateFailure, InterruptedException;
}
