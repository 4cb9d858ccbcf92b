package dev.templatedeployer.template.engine;

import dev.templatedeployer.template.TemplateContext;
import java.util.Set;

/// The places that the deployment itself fills.
final class Places {

  /// Those with values of our own making, which can neither hold nor mean anything odd.
  static final Set<String> OURS = Set.of("canister.id", "deployment.id", "attempt", "drive");

  static final String OWNER = "owner";

  private Places() {}

  static boolean isOne(String place) {
    return OURS.contains(place) || place.equals(OWNER);
  }

  /// What fills `place`.
  static String of(String place, TemplateContext context) {
    return switch (place) {
      case "canister.id" -> context.canisterId().text();
      case "deployment.id" -> context.deploymentId();
      case "attempt" -> Integer.toString(context.attempt());
      case "drive" -> Integer.toString(context.drive());
      case OWNER -> context.owner().text();
      default -> throw new IllegalArgumentException("There is no place '%s'.".formatted(place));
    };
  }
}
