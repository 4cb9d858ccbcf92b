package dev.templatedeployer.wire;

/// The kinds of value that travel or are kept, each one Avro record. Their schemas are the
/// [Release]s.
public enum Envelope {
  /// What a backend or an admin asks of a deployment.
  DEPLOYMENT_COMMAND("DeploymentCommand", Compatibility.BACKWARD, 256),
  /// What an executor says of a start.
  ATTEMPT_REPORT("AttemptReport", Compatibility.BACKWARD, 256),
  /// What executors are told to do.
  WORK("Work", Compatibility.BACKWARD, 960),
  /// What happened to a deployment.
  DEPLOYMENT_EVENT("DeploymentEvent", Compatibility.FULL, 960),
  /// How a run of a deployment ended.
  DEPLOYMENT_OUTCOME("DeploymentOutcome", Compatibility.FULL, 960),
  /// The answer to a command.
  DEPLOYMENT_REPLY("DeploymentReply", Compatibility.BACKWARD, 960),
  /// Where a deployment stands, in the service's own store.
  DEPLOYMENT_RECORD("DeploymentRecord", Compatibility.BACKWARD, 960),
  /// What is asked of a canister.
  CANISTER_COMMAND("CanisterCommand", Compatibility.BACKWARD, 512),
  /// What happened to a canister.
  CANISTER_EVENT("CanisterEvent", Compatibility.FULL, 960),
  /// The answer to a canister command.
  CANISTER_REPLY("CanisterReply", Compatibility.BACKWARD, 960),
  /// What holds at present and may be changed while the service runs.
  CONTROL_RECORD("ControlRecord", Compatibility.BACKWARD, 256),
  /// What happened to a bulk replay.
  REPLAY_EVENT("ReplayEvent", Compatibility.FULL, 960),
  /// Who asked for something that not everybody may, and what came of it.
  AUDIT_RECORD("AuditRecord", Compatibility.FULL, 64);

  /// Whose data a new version of a schema must get along with.
  enum Compatibility {
    /// It reads all that older versions wrote.
    BACKWARD,
    /// That, and older versions read what it writes, all but new branches of its payload.
    FULL;

    /// The word that schema registries have for it.
    String level() {
      return name() + "_TRANSITIVE";
    }
  }

  private final String schemaName;
  private final Compatibility compatibility;
  private final int maxBytes;

  Envelope(String schemaName, Compatibility compatibility, int maxKibibytes) {
    this.schemaName = schemaName;
    this.compatibility = compatibility;
    this.maxBytes = maxKibibytes * 1024;
  }

  /// The name of its Avro record, without the namespace.
  public String schemaName() {
    return schemaName;
  }

  /// The most bytes of it that are ever read.
  public int maxBytes() {
    return maxBytes;
  }

  Compatibility compatibility() {
    return compatibility;
  }
}
