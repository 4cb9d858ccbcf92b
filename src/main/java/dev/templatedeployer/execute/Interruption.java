package dev.templatedeployer.execute;

/// Why a run was interrupted, and so what is reported if it then ends without success. A success is
/// always reported, since then the canister exists.
enum Interruption {
  /// It ran longer than it may. Reported as a failure.
  TIME_LIMIT,
  /// The deployment was cancelled, or was decided without this run. Reported as a failure.
  STOPPED,
  /// A newer start of the deployment has come. Nothing is reported: nobody waits for it.
  SUPERSEDED,
  /// Somebody else will run it again: the partition has moved, or this process is stopping. Nothing
  /// is reported, and its record stays unfinished.
  HANDED_OVER
}
