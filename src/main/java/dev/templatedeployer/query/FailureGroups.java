package dev.templatedeployer.query;

/// A page of groups, the largest first.
///
/// @param isComplete whether all failures were looked at; if not, only the latest thousands were,
///   and there may be more in each group, and more groups
public record FailureGroups(Page<FailureGroup> page, boolean isComplete) {}
