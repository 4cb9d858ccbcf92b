package dev.templatedeployer.query;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/// Which condition do the fewest deployments fulfil?
///
/// Where counting takes going through an index, it stops as soon as another condition is known to
/// be rarer, or at a bound that takes a few milliseconds: where nothing is rarer than that, any
/// page is filled soon enough.
final class Rarest {

  private static final long BOUND = 20_000;

  private Rarest() {}

  /// @param conditions if several are equally rare, the first is taken
  static Condition of(Handle tables, List<Condition> conditions) {
    if (conditions.size() <= 1) {
      return conditions.isEmpty() ? Condition.NONE : conditions.getFirst();
    }
    Condition rarest = conditions.getFirst();
    long fewest = Long.MAX_VALUE;
    for (Condition condition : conditions) {
      long count = count(tables, condition, Math.min(fewest, BOUND));
      if (count < fewest) {
        fewest = count;
        rarest = condition;
      }
    }
    return rarest;
  }

  private static long count(Handle tables, Condition condition, long bound) {
    return tables
        .createQuery(condition.count())
        .configure(SqlStatements.class, settings -> settings.setUnusedBindingAllowed(true))
        .bindMap(condition.values())
        .bind("bound", bound)
        .mapTo(Long.class)
        .one();
  }
}
