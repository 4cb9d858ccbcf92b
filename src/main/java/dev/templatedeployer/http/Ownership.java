package dev.templatedeployer.http;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.query.filter.Filter;
import io.javalin.http.Context;
import java.util.Optional;

/// Whose deployments the sender of a request may see: all, or if they are no more than a submitter,
/// those that they asked for themselves. Those of others are then as if they were not there.
final class Ownership {

  private Ownership() {}

  /// The only caller whose deployments the sender may see, or empty if they may see all.
  static Optional<String> onlyOf(Context ctx) {
    return onlyOf(Gate.requester(ctx));
  }

  private static Optional<String> onlyOf(Requester requester) {
    return requester.may(Role.VIEWER) ? Optional.empty() : Optional.of(requester.name());
  }

  /// Whether the sender may see what `caller` asked for.
  static boolean maySee(Context ctx, String caller) {
    return onlyOf(ctx).filter(own -> !own.equals(caller)).isEmpty();
  }

  /// Of what `filter` lets through, what the sender may see.
  static Filter within(Context ctx, Filter filter) {
    return within(Gate.requester(ctx), filter);
  }

  /// Of what `filter` lets through, what `requester` may see.
  static Filter within(Requester requester, Filter filter) {
    return onlyOf(requester).map(filter::confinedTo).orElse(filter);
  }
}
