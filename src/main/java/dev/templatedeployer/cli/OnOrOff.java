package dev.templatedeployer.cli;

/// What a switch is turned to.
enum OnOrOff {
  ON,
  OFF
}
