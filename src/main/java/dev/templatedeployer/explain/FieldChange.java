package dev.templatedeployer.explain;

import org.jspecify.annotations.Nullable;

/// A field that is not the same in two records of a deployment.
///
/// @param field its name, such as `status` or `attempts[1].failure.code`
/// @param before its value in the first, as text; null if it has none there
/// @param after its value in the second, as text; null if it has none there
public record FieldChange(String field, @Nullable String before, @Nullable String after) {}
