package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;

/// That a principal is on a list: a row of the table `whitelist` or `blacklist`.
///
/// @param since from when on
public record Listed(Instant since) {

  static final String WHITELIST = "whitelist";
  static final String BLACKLIST = "blacklist";

  static RowKey onWhitelist(Principal principal) {
    return new RowKey(WHITELIST, principal.text());
  }

  static RowKey onBlacklist(Principal principal) {
    return new RowKey(BLACKLIST, principal.text());
  }
}
