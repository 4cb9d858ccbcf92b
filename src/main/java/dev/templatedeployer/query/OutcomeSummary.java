package dev.templatedeployer.query;

import org.jspecify.annotations.Nullable;

/// How runs of deployments ended within a stretch of time.
///
/// Every end counts, so a deployment that failed and was retried counts once for each run.
///
/// @param completed runs that made the canister
/// @param failed runs that ended without success
/// @param cancelled deployments that were given up
/// @param total from the acceptance of a deployment to the end of its first run, of those that
///   completed or failed; null if there were none. Later runs are left out: how long somebody
///   thought before a retry says nothing of the service
/// @param run how long the last attempt of a run took its template, of those that called it; null
///   if there were none
public record OutcomeSummary(
    long completed,
    long failed,
    long cancelled,
    @Nullable Percentiles total,
    @Nullable Percentiles run) {}
