package dev.templatedeployer.http;

/// A template as those see it who may deploy from it.
///
/// @param name the name used in commands
/// @param version the version that would run
/// @param title what it deploys, in a few words
/// @param description what it deploys, in a sentence or two
/// @param isEnabled whether new deployments are let in
/// @param isPaused whether its work waits at present
/// @param schema the JSON Schema of its config
public record OfferedTemplate(
    String name,
    String version,
    String title,
    String description,
    boolean isEnabled,
    boolean isPaused,
    String schema) {}
