package dev.templatedeployer;

import dev.templatedeployer.admission.OwnerLimits;
import dev.templatedeployer.admission.TemplateTerms;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.settings.Source;
import dev.templatedeployer.template.AttemptPolicy;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is granted to each template, read once at start: what the settings say, else what the
/// template itself asks for, else what holds for all.
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
  private final Map<TemplateName, Integer> parallelism;

  private GrantedTerms(
      Map<TemplateName, TemplateTerms> terms, Map<TemplateName, Integer> parallelism) {
    this.terms = Map.copyOf(terms);
    this.parallelism = Map.copyOf(parallelism);
  }

  /// Reads them.
  ///
  /// @throws CannotStart if settings name a template that there is not
  static GrantedTerms of(TemplateCatalog catalog, Settings settings) throws CannotStart {
    refuseUnknownTemplates(catalog, settings);
    var terms = new HashMap<TemplateName, TemplateTerms>();
    var parallelism = new HashMap<TemplateName, Integer>();
    for (HostedTemplate<?> template : catalog.all()) {
      var name = new TemplateName(template.name());
      terms.put(name, terms(template, settings));
      parallelism.put(
          name,
          granted(
              DeployerSettings.TEMPLATE_PARALLELISM.named(template.name()),
              template.policy().parallelism(),
              settings));
    }
    return new GrantedTerms(terms, parallelism);
  }

  /// What is granted to `template`.
  TemplateTerms of(TemplateName template) {
    return terms.getOrDefault(template, NOTHING);
  }

  /// How many runs of each template there may be at once in this process.
  Map<TemplateName, Integer> parallelism() {
    return parallelism;
  }

  private static TemplateTerms terms(HostedTemplate<?> template, Settings settings) {
    String name = template.name();
    AttemptPolicy wish = template.policy();
    boolean isEnabled =
        settings
            .get(DeployerSettings.TEMPLATE_ENABLED.named(name))
            .orElse(!template.isForDevelopment());
    return new TemplateTerms(
        isEnabled,
        new Policy(
            granted(DeployerSettings.MAX_ATTEMPTS.named(name), wish.maxAttempts(), settings),
            granted(DeployerSettings.BACKOFF.named(name), wish.backoff(), settings),
            granted(DeployerSettings.MAX_BACKOFF.named(name), wish.maxBackoff(), settings),
            granted(DeployerSettings.ATTEMPT_TIMEOUT.named(name), wish.attemptTimeout(), settings),
            settings.get(DeployerSettings.LEASE.named(name)),
            settings.get(DeployerSettings.START_TIMEOUT.named(name)),
            settings.get(DeployerSettings.MAX_DRIVES.named(name))),
        new OwnerLimits(
            settings.get(DeployerSettings.DAILY_QUOTA.named(name)).orElse(null),
            settings.get(DeployerSettings.COOL_DOWN.named(name)).orElse(null)));
  }

  private static <T> T granted(Setting<T> setting, @Nullable T wish, Settings settings) {
    return wish == null || settings.sourceOf(setting) != Source.DEFAULT
        ? settings.get(setting)
        : wish;
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
