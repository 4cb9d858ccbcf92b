package dev.templatedeployer.query.filter;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Failure;
import org.jspecify.annotations.Nullable;

/// A text of a deployment that a filter can ask for.
public enum TextField {
  /// The name of its template.
  TEMPLATE("template"),
  /// Who will own its canister.
  OWNER("owner"),
  /// Who asked for it.
  CALLER("caller"),
  /// Its id.
  ID("id"),
  /// The id that its canister has or would have.
  CANISTER("canister"),
  /// The name of the cause, if it failed.
  CODE("code"),
  /// The message, if it failed. The letters A to Z are the same in both cases.
  ERROR("error"),
  /// The id of its [Fingerprint], if it failed.
  FINGERPRINT("fingerprint");

  private final String word;

  TextField(String word) {
    this.word = word;
  }

  /// How filters call it.
  public String word() {
    return word;
  }

  /// Whether only deployments that failed have it.
  public boolean isOfFailure() {
    return switch (this) {
      case TEMPLATE, OWNER, CALLER, ID, CANISTER -> false;
      case CODE, ERROR, FINGERPRINT -> true;
    };
  }

  /// The text of a deployment, or null if it has none.
  public @Nullable String of(DeploymentRecord record) {
    return switch (this) {
      case TEMPLATE -> record.request().template().value();
      case OWNER -> record.request().owner().text();
      case CALLER -> record.caller();
      case ID -> record.id().value();
      case CANISTER -> record.canisterId().text();
      case CODE, ERROR, FINGERPRINT -> ofFailure(Criterion.failure(record));
    };
  }

  /// Whether `value` looks like `glob`.
  public boolean isLike(String value, Glob glob) {
    return this == ERROR ? glob.matchesIgnoringCase(value) : glob.matches(value);
  }

  private @Nullable String ofFailure(@Nullable Failure failure) {
    if (failure == null) {
      return null;
    }
    return switch (this) {
      case CODE -> failure.code();
      case ERROR -> failure.message();
      default -> Fingerprint.of(failure).id();
    };
  }
}
