package dev.templatedeployer.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Where canister ids come from: the id of the deployment, and nothing else.
///
/// So the id is known before the first attempt, and every attempt and drive, however often it is
/// repeated after a crash, creates the same canister.
public final class CanisterIds {

  private static final String SEED = "template-deployer/canister/v1/";
  private static final int HASH_BYTES = 16;

  /// The class byte of an opaque id in the Internet Computer's specification.
  private static final byte OPAQUE = 1;

  private CanisterIds() {}

  /// The id of the canister that the deployment `deploymentId` creates.
  public static Principal of(String deploymentId) {
    byte[] hash = sha256((SEED + deploymentId).getBytes(UTF_8));
    byte[] id = Arrays.copyOf(hash, HASH_BYTES + 1);
    id[HASH_BYTES] = OPAQUE;
    return Principal.of(id);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }
}
