package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentRecord;
import org.jspecify.annotations.Nullable;

/// All that the read model holds of one deployment, for those who check it.
///
/// @param id the id in its column
/// @param summary its columns, as lists show them, or null if one of them makes no sense
/// @param partition the partition of the log that it says its events are in
/// @param record its record, or null if the bytes of it cannot be read
/// @param events how many events it has
public record DeploymentRow(
    String id,
    @Nullable DeploymentSummary summary,
    int partition,
    @Nullable DeploymentRecord record,
    long events) {}
