package dev.templatedeployer.http;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.query.DeploymentFilter;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which deployments somebody wants to follow: the parameters of the list, without its paging.
final class StreamFilter {

  private static final Set<String> PARAMETERS =
      Set.of("status", "template", "owner", "caller", "label");

  private StreamFilter() {}

  /// What the parameters of a request ask for.
  ///
  /// @throws Problem if they make no sense
  static Predicate<DeploymentRecord> of(Context ctx) {
    DeploymentFilter filter = DeploymentQuestions.filter(Parameters.of(ctx, PARAMETERS));
    return record ->
        wants(filter.status(), record.status())
            && wants(filter.template(), record.request().template())
            && wants(filter.owner(), record.request().owner())
            && wants(filter.caller(), record.caller())
            && record.request().labels().entrySet().containsAll(filter.labels().entrySet());
  }

  private static boolean wants(@Nullable Object wanted, Object value) {
    return wanted == null || wanted.equals(value);
  }
}
