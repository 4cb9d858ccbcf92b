package dev.templatedeployer.dev;

import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;

/// Who takes part in the demo. A principal is made from each name, so it is the same in every
/// start.
final class DemoPeople {

  static final Principal ADA = person("ada");
  static final Principal BOB = person("bob");
  static final Principal CLEO = person("cleo");
  static final Principal DAN = person("dan");

  /// The backend's own, which owns what is deployed.
  static final Principal STUDIO = person("studio");

  private DemoPeople() {}

  private static Principal person(String name) {
    return CanisterIds.of("demo-" + name);
  }
}
