package dev.templatedeployer.query.filter;

/// One thing that has to be true of a deployment, or has to be false.
///
/// @param isNegated whether the criterion has to be false
public record Term(boolean isNegated, Criterion criterion) {

  /// A criterion that has to be true.
  public static Term of(Criterion criterion) {
    return new Term(false, criterion);
  }

  /// Whether a deployment is as it says.
  public boolean matches(Facts facts) {
    return criterion.matches(facts) != isNegated;
  }

  /// The canonical text.
  public String text() {
    return isNegated ? "-" + criterion.text() : criterion.text();
  }
}
