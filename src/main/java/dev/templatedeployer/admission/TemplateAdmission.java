package dev.templatedeployer.admission;

import static dev.templatedeployer.domain.Refusal.Kind.INVALID_PAYLOAD;
import static dev.templatedeployer.domain.Refusal.Kind.TEMPORARILY_UNAVAILABLE;

import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Refusal.Violation;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.template.catalog.TemplateMalfunction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a request in if its template is known and switched on, its owner may own, its times make
/// sense, and the template finds nothing wrong with its config. Everything that is wrong is said at
/// once.
public final class TemplateAdmission implements Admission {

  /// How far ahead a deployment may be planned.
  static final Duration FARTHEST = Duration.ofDays(366);

  private static final Logger LOG = LoggerFactory.getLogger(TemplateAdmission.class);

  private final TemplateCatalog catalog;
  private final Function<TemplateName, TemplateTerms> terms;
  private final Principal.Form ownerForm;

  /// @param terms what is granted to the deployments of each template
  /// @param ownerForm what an owner has to look like
  public TemplateAdmission(
      TemplateCatalog catalog,
      Function<TemplateName, TemplateTerms> terms,
      Principal.Form ownerForm) {
    this.catalog = catalog;
    this.terms = terms;
    this.ownerForm = ownerForm;
  }

  @Override
  public Verdict admit(String caller, DeploymentId id, DeploymentRequest request, Instant now) {
    Optional<HostedTemplate<?>> template = catalog.find(request.template().value());
    if (template.isEmpty()) {
      return refused(
          List.of(
              new Violation(
                  "/template",
                  "UNKNOWN_TEMPLATE",
                  "There is no template '%s'. There are: %s."
                      .formatted(request.template(), names()))));
    }
    TemplateTerms granted = terms.apply(request.template());
    if (!granted.isEnabled()) {
      return new Verdict.Refused(
          Refusal.of(
              TEMPORARILY_UNAVAILABLE,
              "The template '%s' is switched off. Ask an admin to set 'templates.%s.enabled' to true."
                  .formatted(request.template(), request.template())));
    }
    List<Violation> violations;
    try {
      violations = violations(request, template.get(), now);
    } catch (TemplateMalfunction e) {
      LOG.atWarn()
          .addKeyValue("template", request.template())
          .setCause(e)
          .log("a template failed instead of checking a config; tell its author");
      return new Verdict.Refused(
          Refusal.of(
              TEMPORARILY_UNAVAILABLE,
              "The template '%s' failed while it checked the config, which is a bug of the template. Tell its author, and send the command again when it is mended."
                  .formatted(request.template())));
    }
    return violations.isEmpty()
        ? new Verdict.Admitted(new Terms(template.get().version(), granted.policy()))
        : refused(violations);
  }

  private List<Violation> violations(
      DeploymentRequest request, HostedTemplate<?> template, Instant now)
      throws TemplateMalfunction {
    var all = new ArrayList<Violation>();
    String wanted = request.templateVersion();
    if (wanted != null && !wanted.equals(template.version())) {
      all.add(
          new Violation(
              "/templateVersion",
              "WRONG_VERSION",
              "The template '%s' has version %s here. Ask for that one, or for none."
                  .formatted(template.name(), template.version())));
    }
    request
        .owner()
        .problem(ownerForm)
        .ifPresent(problem ->
            all.add(
                new Violation(
                    "/owner",
                    "NOT_A_PRINCIPAL",
                    "The owner '%s' %s.".formatted(shortened(request.owner().text()), problem))));
    addTimeViolations(request.notBefore(), request.deadline(), now, all);
    template
        .violations(request.config().json(), now)
        .forEach(v -> all.add(new Violation("/config" + v.field(), v.code(), v.message())));
    return all;
  }

  private static void addTimeViolations(
      @Nullable Instant notBefore, @Nullable Instant deadline, Instant now, List<Violation> all) {
    if (notBefore != null && notBefore.isAfter(now.plus(FARTHEST))) {
      all.add(
          new Violation(
              "/notBefore", "TOO_FAR_AHEAD", "A deployment may start at most a year from now."));
    }
    if (deadline != null && !deadline.isAfter(now)) {
      all.add(new Violation("/deadline", "IN_THE_PAST", "The deadline has passed already."));
    }
    if (deadline != null && notBefore != null && !notBefore.isBefore(deadline)) {
      all.add(
          new Violation(
              "/notBefore", "AFTER_DEADLINE", "The earliest start has to be before the deadline."));
    }
  }

  private String names() {
    return catalog.all().stream().map(HostedTemplate::name).collect(Collectors.joining(", "));
  }

  private static Verdict.Refused refused(List<Violation> violations) {
    String sentence =
        violations.size() == 1
            ? violations.getFirst().message()
            : "%d things are wrong with the request; they are listed with it."
                .formatted(violations.size());
    return new Verdict.Refused(new Refusal(INVALID_PAYLOAD, sentence, violations));
  }

  private static String shortened(String text) {
    return text.length() <= Principal.MAX_LENGTH
        ? text
        : text.substring(0, Principal.MAX_LENGTH) + "…";
  }
}
