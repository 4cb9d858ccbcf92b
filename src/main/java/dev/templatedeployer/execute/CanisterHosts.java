package dev.templatedeployer.execute;

import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.CanisterHost;
import dev.templatedeployer.wire.TraceContext;

/// Gives each start of a template the host that creates its canister.
@FunctionalInterface
public interface CanisterHosts {

  /// The host for one start: it knows which canister is meant, of which kind and whose.
  ///
  /// @param trace what the record that creates it carries on
  CanisterHost hostFor(Work.Start start, TraceContext trace);
}
