package dev.templatedeployer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.StoredRecord;
import dev.templatedeployer.wire.Undecodable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Records without their configs, small enough that many can be kept: in place of a config stands
/// its SHA-256. Equal records have equal bytes. Thread-safe.
final class SlimRecords {

  private final RecordCodec codec = new RecordCodec();

  /// The bytes of `record`, whose config is slim already or is whole.
  byte[] encode(DeploymentRecord record) {
    byte[] digest = record.request().config().digest().getBytes(UTF_8);
    DeploymentRecord slim = withConfig(record, new Config(digest, ""));
    return codec.encode(new StoredRecord(slim, EventHash.NONE));
  }

  /// The record that [#encode] wrote, with an empty config that has the digest of the whole one.
  DeploymentRecord decode(byte[] slim) {
    try {
      DeploymentRecord record = codec.decode(slim).record();
      String digest = new String(record.request().config().json(), UTF_8);
      return withConfig(record, new Config(new byte[0], digest));
    } catch (Undecodable e) {
      throw new IllegalStateException("A record that was just written cannot be read.", e);
    }
  }

  /// SHA-256 of the bytes of a slim record.
  static byte[] digest(byte[] slim) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(slim);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }

  private static DeploymentRecord withConfig(DeploymentRecord record, Config config) {
    DeploymentRequest request = record.request();
    return new DeploymentRecord(
        record.id(),
        record.version(),
        new DeploymentRequest(
            request.template(),
            request.templateVersion(),
            config,
            request.owner(),
            request.labels(),
            request.notBefore(),
            request.deadline()),
        record.terms(),
        record.caller(),
        record.canisterId(),
        record.phase(),
        record.token(),
        record.run(),
        record.firstAttemptOfRun(),
        record.startedAt(),
        record.cancel(),
        record.attempts(),
        record.lastRetryId(),
        record.lastOutcomeVersion(),
        record.createdAt(),
        record.updatedAt());
  }
}
