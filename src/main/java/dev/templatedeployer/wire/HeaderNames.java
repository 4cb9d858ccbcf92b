package dev.templatedeployer.wire;

/// The names of the headers that we read and write. Values are UTF-8 text unless said otherwise.
public final class HeaderNames {

  /// The version of CloudEvents, `1.0`. The `ce_` headers are its binary mode: the value stays
  /// plain Avro.
  public static final String CE_SPECVERSION = "ce_specversion";

  /// Names the record; with [#CE_SOURCE] nothing else has it.
  public static final String CE_ID = "ce_id";

  /// Where the record comes from, a URI reference.
  public static final String CE_SOURCE = "ce_source";

  /// What it is, such as `dev.templatedeployer.deployment.completed.v1`.
  public static final String CE_TYPE = "ce_type";

  /// What it is about: the deployment id or the canister id.
  public static final String CE_SUBJECT = "ce_subject";

  /// When it happened, in RFC 3339.
  public static final String CE_TIME = "ce_time";

  /// Where its schema is, a URI.
  public static final String CE_DATASCHEMA = "ce_dataschema";

  /// What the value is: [#AVRO].
  public static final String CONTENT_TYPE = "content-type";

  /// The content type of a value in Avro.
  public static final String AVRO = "application/avro";

  /// The trace that a record belongs to, as W3C Trace Context has it. Passed on from a command to
  /// all that it causes.
  public static final String TRACEPARENT = "traceparent";

  /// What vendors add to [#TRACEPARENT].
  public static final String TRACESTATE = "tracestate";

  /// What applications add to [#TRACEPARENT].
  public static final String BAGGAGE = "baggage";

  /// Bytes that a reply repeats, so that the sender knows it again. Spring's name for it.
  public static final String CORRELATION_ID = "kafka_correlationId";

  /// The topic that the sender wants its reply on. Spring's name for it.
  public static final String REPLY_TOPIC = "kafka_replyTopic";

  /// The partition that the sender wants its reply on: an int of 4 bytes, big-endian. Spring's name
  /// for it.
  public static final String REPLY_PARTITION = "kafka_replyPartition";

  /// The sender's own id for a command.
  public static final String COMMAND_ID = "deployer_command_id";

  /// What a signed command is: `deploy`, `retry` or `cancel`.
  public static final String COMMAND_TYPE = "deployer_command_type";

  /// The Ed25519 signature of a command, in base64.
  public static final String SIGNATURE = "deployer_signature";

  /// The name of the key that signed a command.
  public static final String KEY_ID = "deployer_kid";

  /// When a command was signed: milliseconds since 1970, in decimal digits.
  public static final String ISSUED_AT = "deployer_issued_at";

  /// The [EventHash] of an event: 32 bytes.
  public static final String HASH = "deployer_hash";

  /// How long the executor of a start may be silent, before the start counts as lost: milliseconds,
  /// in decimal digits. Absent if whoever handed it out did not know of the header.
  public static final String LEASE_MILLIS = "deployer_lease_millis";

  /// The version of the deployment or canister after an event, in decimal digits.
  public static final String VERSION = "deployer_version";

  /// The id of the retry command that began the run which an outcome ends. Absent if it is the
  /// first run, or if the retry had no id. An item of a bulk replay has `replay-<replay>-<number>`.
  public static final String REPLAY_OF = "deployer_replay_of";

  /// Why a record is a dead letter, a stable upper-case name such as `UNKNOWN_SCHEMA`.
  public static final String ERROR_CODE = "deployer_error_code";

  /// The dead letter, such as `3-1207`, whose record was sent again; or that a note is about.
  public static final String REDRIVE_OF = "deployer_redrive_of";

  private HeaderNames() {}
}
