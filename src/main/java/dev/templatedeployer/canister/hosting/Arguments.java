package dev.templatedeployer.canister.hosting;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says what an operation takes, for somebody who got it wrong.
final class Arguments {

  private Arguments() {}

  /// The arguments of the operation that `type` holds, such as `amount (optional), reason`.
  static String of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null || components.length == 0) {
      return "nothing";
    }
    return Arrays.stream(components)
        .map(component -> component.getName() + (isOptional(component) ? " (optional)" : ""))
        .collect(Collectors.joining(", "));
  }

  private static boolean isOptional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
