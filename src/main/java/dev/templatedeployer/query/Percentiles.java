package dev.templatedeployer.query;

import java.time.Duration;

/// How long something usually takes, to about three percent.
///
/// @param p50 what half of them did not exceed
/// @param p95 what nineteen of twenty did not exceed
public record Percentiles(Duration p50, Duration p95) {}
