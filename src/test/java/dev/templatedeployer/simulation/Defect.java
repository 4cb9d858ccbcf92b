package dev.templatedeployer.simulation;

/// What is built wrong into the world around the parts, to see that the laws notice.
enum Defect {
  /// Nothing.
  NONE,
  /// After an abort the stores keep what was written.
  RESUME_INSTEAD_OF_ABORT,
  /// After an abort everything is read again, and nothing beside the decisions says how far it was.
  POSITIONS_FORGOTTEN,
  /// Executors see work that is not committed.
  WORK_READ_UNCOMMITTED,
  /// A final report is acknowledged and lost.
  FINAL_REPORT_LOST,
  /// Executors never say that a run goes on.
  NO_HEARTBEAT,
  /// Nobody looks at due times.
  NO_BEAT,
  /// Executors are told of no stop.
  NO_STOP
}
