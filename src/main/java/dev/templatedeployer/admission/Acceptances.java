package dev.templatedeployer.admission;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;

/// Knows when deployments were accepted. Asked on the thread that decides, so it does not wait for
/// longer than a moment, and never fails.
@FunctionalInterface
public interface Acceptances {

  /// When deployments from `template` that `caller` asked for, for `owner`, were accepted after
  /// `since`: the newest first, at most `most`. May not know of the very last ones yet, and of none
  /// if it cannot be told now.
  List<Instant> after(
      Instant since, TemplateName template, String caller, Principal owner, int most);
}
