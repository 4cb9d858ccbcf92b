package dev.templatedeployer.template.catalog;

/// Says that checking a config against its schema takes more than it may. Thrown out of the midst
/// of the validator, which knows no other way to be stopped.
final class TooCostly extends RuntimeException {

  private static final long serialVersionUID = 1;

  TooCostly() {
    super("Checking the config took more than it may.", null, false, false);
  }
}
