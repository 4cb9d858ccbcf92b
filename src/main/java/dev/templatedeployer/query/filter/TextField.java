package dev.templatedeployer.query.filter;

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
  public @Nullable String of(Facts facts) {
    return switch (this) {
      case TEMPLATE -> facts.template().value();
      case OWNER -> facts.owner().text();
      case CALLER -> facts.caller();
      case ID -> facts.id().value();
      case CANISTER -> facts.canisterId().text();
      case CODE -> facts.failureCode();
      case ERROR -> facts.failureMessage();
      case FINGERPRINT -> fingerprint(facts.failureCode(), facts.failureMessage());
    };
  }

  /// Whether `value` looks like `glob`.
  public boolean isLike(String value, Glob glob) {
    return this == ERROR ? glob.matchesIgnoringCase(value) : glob.matches(value);
  }

  private static @Nullable String fingerprint(@Nullable String code, @Nullable String message) {
    return code == null || message == null
        ? null
        : Fingerprint.of(new Failure(code, message, false)).id();
  }
}
