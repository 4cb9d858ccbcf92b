package dev.templatedeployer.query;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Which condition do the fewest deployments fulfil?
///
/// Found by counting entries of each index, up to a bound that takes a millisecond or two. Where
/// none is rarer than that, any page is filled soon enough.
final class Rarest {

  private static final int BOUND = 20_000;

  private Rarest() {}

  /// @param conditions if several are equally rare, the first is taken
  static Condition of(Handle tables, List<Condition> conditions) {
    if (conditions.isEmpty()) {
      return Condition.NONE;
    }
    Condition rarest = conditions.getFirst();
    int fewest = BOUND;
    for (Condition condition : conditions.size() == 1 ? List.<Condition>of() : conditions) {
      int count = count(tables, condition, fewest);
      if (count < fewest) {
        fewest = count;
        rarest = condition;
      }
    }
    return rarest;
  }

  private static int count(Handle tables, Condition condition, int bound) {
    String entries = "SELECT 1 FROM %s LIMIT %d".formatted(condition.entries(), bound);
    return tables
        .createQuery("SELECT count(*) FROM (%s) entries".formatted(entries))
        .bindMap(condition.values())
        .mapTo(Integer.class)
        .one();
  }
}
