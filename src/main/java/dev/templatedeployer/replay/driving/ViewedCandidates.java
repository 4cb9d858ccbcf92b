package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.DeploymentFilter;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.replay.Candidate;
import dev.templatedeployer.replay.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Candidates as the read model has them.
///
/// @param views answers for lists
public record ViewedCandidates(DeploymentViews views) implements Candidates {

  @Override
  public Found find(String filter, int most) throws UnusableFilter {
    DeploymentFilter wanted = parse(filter);
    var failed = new ArrayList<Candidate>();
    long leftOut = 0;
    String cursor = null;
    do {
      Page<DeploymentSummary> page =
          views.deployments(wanted, new Paging(cursor, Paging.MOST)).value();
      for (DeploymentSummary one : page.items()) {
        if (one.status() == Status.FAILED) {
          failed.add(candidate(one));
        } else {
          leftOut++;
        }
      }
      cursor = page.next();
    } while (cursor != null && failed.size() <= most);
    return new Found(filter.strip(), failed.reversed(), leftOut);
  }

  private static Candidate candidate(DeploymentSummary one) {
    String code = Objects.requireNonNullElse(one.failureCode(), "UNKNOWN");
    String message = Objects.requireNonNullElse(one.failureMessage(), "");
    return new Candidate(
        one.id(), one.version(), one.template(), code, Fingerprint.of(code, message), message);
  }

  private static DeploymentFilter parse(String filter) throws UnusableFilter {
    var values = new HashMap<String, String>();
    for (String term : filter.strip().split("\\s+", -1)) {
      String[] parts = term.split(":", 2);
      if (parts.length < 2
          || !List.of("status", "template", "owner", "caller", "label").contains(parts[0])) {
        throw new UnusableFilter(
            "A filter is made of status:…, template:…, owner:…, caller:… and label:k=v.");
      }
      values.put(parts[0], parts[1]);
    }
    try {
      @Nullable String label = values.get("label");
      @Nullable String status = values.get("status");
      @Nullable String template = values.get("template");
      @Nullable String owner = values.get("owner");
      return new DeploymentFilter(
          status == null ? null : Status.valueOf(status.toUpperCase(Locale.ROOT)),
          template == null ? null : new TemplateName(template),
          owner == null ? null : new Principal(owner),
          values.get("caller"),
          label == null ? Map.of() : Map.of(label.split("=", 2)[0], label.split("=", 2)[1]));
    } catch (IllegalArgumentException e) {
      throw new UnusableFilter(String.valueOf(e.getMessage()));
    }
  }
}
