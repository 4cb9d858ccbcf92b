package dev.templatedeployer.query;

/// An event and where it stands.
public record Placed<E>(E event, Place place) {}
