package dev.templatedeployer.canister.config;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes through a config and remembers everything that is wrong with it.
///
/// Every check takes the JSON Pointer of the field and answers whether the field passed, so that a
/// rule about several fields can wait until each of them makes sense. A missing value fails a check
/// and never throws.
public final class ConfigCheck {

  /// The most base units that any amount may have: a thousand million tokens of eight decimals.
  public static final BigInteger MAX_AMOUNT = BigInteger.TEN.pow(17);

  /// Basis points in the whole.
  public static final int ALL_BPS = 10_000;

  private final List<Violation> violations = new ArrayList<>();

  /// Everything found so far, in the order in which it was checked.
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /// Takes over what other rules found, and answers whether that is nothing.
  public boolean addAll(List<Violation> found) {
    violations.addAll(found);
    return found.isEmpty();
  }

  /// Whether `holds`; if not, remembers `sentence`.
  public boolean that(boolean holds, String field, String code, String sentence) {
    if (!holds) {
      violations.add(new Violation(field, code, sentence));
    }
    return holds;
  }

  /// A value that may not be left out.
  public boolean present(String field, @Nullable Object value) {
    return that(value != null, field, "REQUIRED", label(field) + " is missing.");
  }

  /// A text with something to read in it, from `least` to `most` characters.
  public boolean text(String field, @Nullable String value, int least, int most) {
    if (!present(field, value) || value == null) {
      return false;
    }
    int length = value.codePointCount(0, value.length());
    return that(!value.isBlank(), field, "BLANK", label(field) + " has nothing to read in it.")
        && that(
            length >= least && length <= most,
            field,
            "WRONG_LENGTH",
            "%s must have %d to %d characters; it has %d."
                .formatted(label(field), least, most, length));
  }

  /// Somebody who may hold or receive something. The textual form has been checked at the door if
  /// it is wanted there.
  public boolean principal(String field, @Nullable Principal value) {
    if (!present(field, value) || value == null) {
      return false;
    }
    return value
        .problem(Principal.Form.ANY)
        .map(problem -> "%s '%s' %s.".formatted(label(field), shortened(value), problem))
        .map(sentence -> that(false, field, "NOT_A_PRINCIPAL", sentence))
        .orElse(true);
  }

  /// An amount of base units: more than nothing, at most [#MAX_AMOUNT].
  public boolean amount(String field, @Nullable BigInteger value) {
    if (!present(field, value) || value == null) {
      return false;
    }
    return that(
            value.signum() > 0,
            field,
            "MUST_BE_POSITIVE",
            "%s must be greater than 0; it is '%s'.".formatted(label(field), value))
        && that(
            value.compareTo(MAX_AMOUNT) <= 0,
            field,
            "TOO_LARGE",
            "%s must be at most %s base units; it is larger.".formatted(label(field), MAX_AMOUNT));
  }

  /// A share in basis points, from `least` to `most`.
  public boolean bps(String field, @Nullable Integer value, int least, int most) {
    if (!present(field, value) || value == null) {
      return false;
    }
    return that(
        value >= least && value <= most,
        field,
        "OUT_OF_RANGE",
        "%s must be from %d to %d basis points; it is '%d'."
            .formatted(label(field), least, most, value));
  }

  /// A time span of whole seconds, longer than nothing and at most `most`.
  public boolean duration(String field, @Nullable Duration value, Duration most) {
    if (!present(field, value) || value == null) {
      return false;
    }
    return that(
            value.isPositive(),
            field,
            "MUST_BE_POSITIVE",
            "%s must be longer than nothing; it is '%s'.".formatted(label(field), value))
        && that(
            value.compareTo(most) <= 0,
            field,
            "TOO_LONG",
            "%s must be at most %d days; it is '%s'.".formatted(label(field), most.toDays(), value))
        && that(
            value.equals(value.truncatedTo(ChronoUnit.SECONDS)),
            field,
            "NOT_WHOLE_SECONDS",
            "%s must be whole seconds; it is '%s'.".formatted(label(field), value));
  }

  /// What a sentence calls the field: the last name of its pointer, in quotes.
  private static String label(String field) {
    return "'" + field.substring(field.lastIndexOf('/') + 1) + "'";
  }

  private static String shortened(Principal principal) {
    String text = principal.text();
    return text.length() > Principal.MAX_LENGTH
        ? text.substring(0, Principal.MAX_LENGTH) + "…"
        : text;
  }
}
