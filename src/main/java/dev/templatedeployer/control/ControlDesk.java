package dev.templatedeployer.control;

/// Where what holds may be seen and changed. May be used from many threads at once.
public interface ControlDesk {

  /// What holds at present, as far as this process has heard: what was changed elsewhere is known
  /// within a second.
  Controls controls();

  /// Decides on `change` in turn with all others, writes what comes of it, and returns once
  /// [#controls] shows it. Blocks for some tenths of a second.
  ///
  /// @throws ControlUnavailable if it could not be decided, or if that is not known
  ControlDecision change(ControlChange change) throws ControlUnavailable, InterruptedException;
}
