package dev.templatedeployer;

import dev.templatedeployer.admission.OwnerLimits;
import dev.templatedeployer.admission.TemplateTerms;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What the settings grant to each template, read once at start.
final class GrantedTerms {

  private static final TemplateTerms NOTHING =
      new TemplateTerms(false, Policy.STANDARD, OwnerLimits.NONE);

  private static final List<Setting<?>> PATTERNS =
      List.of(
          DeployerSettings.TEMPLATE_ENABLED,
          DeployerSettings.TEMPLATE_PARALLELISM,
          DeployerSettings.MAX_ATTEMPTS,
          DeployerSettings.BACKOFF,
          DeployerSettings.MAX_BACKOFF,
          DeployerSettings.ATTEMPT_TIMEOUT,
          DeployerSettings.LEASE,
          DeployerSettings.START_TIMEOUT,
          DeployerSettings.MAX_DRIVES,
          DeployerSettings.DAILY_QUOTA,
          DeployerSettings.COOL_DOWN);

  private final Map<TemplateName, TemplateTerms> terms;

  private GrantedTerms(Map<TemplateName, TemplateTerms> terms) {
    this.terms = Map.copyOf(terms);
  }

  /// Reads them.
  ///
  /// @throws CannotStart if settings name a template that there is not
  static GrantedTerms of(TemplateCatalog catalog, Settings settings) throws CannotStart {
    refuseUnknownTemplates(catalog, settings);
    var terms = new HashMap<TemplateName, TemplateTerms>();
    for (HostedTemplate<?> template : catalog.all()) {
      terms.put(new TemplateName(template.name()), terms(template, settings));
    }
    return new GrantedTerms(terms);
  }

  /// What is granted to `template`.
  TemplateTerms of(TemplateName template) {
    return terms.getOrDefault(template, NOTHING);
  }

  private static TemplateTerms terms(HostedTemplate<?> template, Settings settings) {
    String name = template.name();
    boolean isEnabled =
        settings
            .get(DeployerSettings.TEMPLATE_ENABLED.named(name))
            .orElse(!template.isForDevelopment());
    return new TemplateTerms(
        isEnabled,
        new Policy(
            settings.get(DeployerSettings.MAX_ATTEMPTS.named(name)),
            settings.get(DeployerSettings.BACKOFF.named(name)),
            settings.get(DeployerSettings.MAX_BACKOFF.named(name)),
            settings.get(DeployerSettings.ATTEMPT_TIMEOUT.named(name)),
            settings.get(DeployerSettings.LEASE.named(name)),
            settings.get(DeployerSettings.START_TIMEOUT.named(name)),
            settings.get(DeployerSettings.MAX_DRIVES.named(name))),
        new OwnerLimits(
            settings.get(DeployerSettings.DAILY_QUOTA.named(name)).orElse(null),
            settings.get(DeployerSettings.COOL_DOWN.named(name)).orElse(null)));
  }

  private static void refuseUnknownTemplates(TemplateCatalog catalog, Settings settings)
      throws CannotStart {
    var unknown = new TreeSet<String>();
    PATTERNS.forEach(pattern -> unknown.addAll(settings.namesIn(pattern)));
    var known = new ArrayList<String>();
    catalog.all().forEach(template -> known.add(template.name()));
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new CannotStart(
          "Settings are given for templates that there are not: %s. There are: %s."
              .formatted(String.join(", ", unknown), String.join(", ", known)));
    }
  }
}
