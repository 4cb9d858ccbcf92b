package dev.templatedeployer.execute;

import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.CanisterHost;

/// Gives each start of a template the host that creates its canister.
@FunctionalInterface
public interface CanisterHosts {

  /// The host for one start: it knows which canister is meant, of which kind and whose.
  CanisterHost hostFor(Work.Start start);
}
