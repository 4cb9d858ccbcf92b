package dev.templatedeployer.query.filter;

import dev.templatedeployer.settings.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The fields of the language.
enum FieldWord {
  STATUS("status:failed", null, null),
  TEMPLATE("template:lock", TextField.TEMPLATE, null),
  OWNER("owner:aaaaa-aa", TextField.OWNER, null),
  CALLER("caller:shop", TextField.CALLER, null),
  ID("id:web-*", TextField.ID, null),
  CANISTER("canister:aaaaa-aa", TextField.CANISTER, null),
  LABEL("label:env=prod", null, null),
  ERROR("error:\"*time*out*\"", TextField.ERROR, null),
  CODE("code:TIMED_OUT", TextField.CODE, null),
  FINGERPRINT("fingerprint:0123456789abcdef", TextField.FINGERPRINT, null),
  ATTEMPTS("attempts:>1", null, NumberField.ATTEMPTS),
  RUN("run:>=2", null, NumberField.RUN),
  AGE("age:<24h", null, null),
  UPDATED("updated:<1h", null, null),
  CREATED("created:>=2026-11-01", null, null);

  private final String example;
  private final @Nullable TextField text;
  private final @Nullable NumberField number;

  FieldWord(String example, @Nullable TextField text, @Nullable NumberField number) {
    this.example = example;
    this.text = text;
    this.number = number;
  }

  /// The field that `word` names, in either case.
  static FieldWord of(Letters word) throws BadFilter {
    String wanted = word.text().toLowerCase(Locale.ROOT);
    var words = new ArrayList<String>();
    for (FieldWord field : values()) {
      if (field.word().equals(wanted)) {
        return field;
      }
      words.add(field.word());
    }
    throw word.bad(BadFilter.Kind.UNKNOWN_FIELD, why(wanted, words));
  }

  /// How it is written.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// A term with it.
  String example() {
    return example;
  }

  /// The text that it asks for, or null if it asks for something else.
  @Nullable TextField text() {
    return text;
  }

  /// The number that it asks for, or null if it asks for something else.
  @Nullable NumberField number() {
    return number;
  }

  private static String why(String wanted, List<String> words) {
    String all = String.join(", ", words);
    return Nearest.to(wanted, words)
        .map(near -> "is no field. Did you mean '%s'? There are: %s.".formatted(near, all))
        .orElse(
            "is no field. There are: %s. To look for the text itself, write it in quotes."
                .formatted(all));
  }
}
