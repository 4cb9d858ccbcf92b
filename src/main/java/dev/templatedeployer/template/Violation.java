package dev.templatedeployer.template;

/// One thing that is wrong with a config.
///
/// @param field JSON Pointer of the place, such as `/schedule/duration`; empty for the whole
/// @param code stable upper-case name of the rule, such as `MUST_BE_POSITIVE`
/// @param message a sentence for a person: what is expected and what is there; never quotes a value
///   that may be secret
public record Violation(String field, String code, String message) {}
