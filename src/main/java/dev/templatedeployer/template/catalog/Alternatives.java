package dev.templatedeployer.template.catalog;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Settles which of a schema's alternatives (`oneOf`, `anyOf`) the writer of a config meant, so
/// that only what is wrong with that one is reported.
///
/// The validator reports what is wrong with every alternative. A writer means the one whose
/// constants are all right: `{"type": "LINEAR", …}` is a try at the alternative in which `type` is
/// `LINEAR`. If all fail at one and the same constant, the constants are the choice that was
/// missed. Otherwise only the fact is reported that none of them holds.
final class Alternatives {

  private Alternatives() {}

  /// `errors` without those of alternatives that were not meant.
  static List<Error> settled(List<Error> errors) {
    var settled = new ArrayList<Error>();
    List<Error> rest = errors;
    Optional<Error> choice = choice(rest);
    while (choice.isPresent()) {
      Error made = choice.get();
      Predicate<Error> isBelow = isBelow(made);
      settled.addAll(
          meant(
              made,
              rest.stream()
                  .filter(isBelow)
                  .collect(groupingBy(error -> alternative(made, error)))
                  .values()));
      rest = rest.stream().filter(error -> !error.equals(made) && !isBelow.test(error)).toList();
      choice = choice(rest);
    }
    settled.addAll(rest);
    return settled;
  }

  private static Optional<Error> choice(List<Error> errors) {
    return errors.stream().filter(Alternatives::isChoice).findFirst();
  }

  private static boolean isChoice(Error error) {
    return error.getKeyword().equals("oneOf") || error.getKeyword().equals("anyOf");
  }

  private static Predicate<Error> isBelow(Error choice) {
    String rule = choice.getEvaluationPath() + "/";
    return error ->
        error.getEvaluationPath().toString().startsWith(rule)
            && error.getInstanceLocation().startsWith(choice.getInstanceLocation());
  }

  private static String alternative(Error choice, Error error) {
    return error.getEvaluationPath().getName(choice.getEvaluationPath().getNameCount());
  }

  private static List<Error> meant(Error choice, Collection<List<Error>> alternatives) {
    List<List<Error>> meant =
        alternatives.stream()
            .filter(errors -> errors.stream().noneMatch(Alternatives::isConstant))
            .toList();
    if (meant.size() == 1) {
      return settled(meant.getFirst());
    }
    List<Error> constants =
        alternatives.stream().flatMap(List::stream).filter(Alternatives::isConstant).toList();
    boolean isOneMissedChoice =
        meant.isEmpty()
            && constants.stream().map(Error::getInstanceLocation).distinct().count() == 1;
    return List.of(isOneMissedChoice ? oneOf(constants) : choice);
  }

  private static boolean isConstant(Error error) {
    return error.getKeyword().equals("const");
  }

  /// As if the schema had listed the constants in an `enum`.
  private static Error oneOf(List<Error> constants) {
    ArrayNode choices = JsonNodeFactory.instance.arrayNode();
    constants.stream().map(Error::getSchemaNode).distinct().forEach(choices::add);
    return Error.builder()
        .keyword("enum")
        .instanceLocation(constants.getFirst().getInstanceLocation())
        .instanceNode(constants.getFirst().getInstanceNode())
        .evaluationPath(constants.getFirst().getEvaluationPath())
        .schemaNode(choices)
        .build();
  }
}
