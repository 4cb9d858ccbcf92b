package dev.templatedeployer.template;

import java.util.Map;

/// What a template says of the canister that it created.
///
/// @param details a few short entries for admins and subscribers, such as an address; never a
///   secret. At most 32 entries; keys and values are cut at 256 characters
public record TemplateResult(Map<String, String> details) {

  public TemplateResult {
    details = Map.copyOf(details);
  }

  /// Nothing to say.
  public static TemplateResult created() {
    return new TemplateResult(Map.of());
  }
}
