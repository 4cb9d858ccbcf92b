package dev.templatedeployer.query;

/// An answer, and how far into the logs the read model had come when it was given.
public record Answer<T>(T value, Position position) {}
