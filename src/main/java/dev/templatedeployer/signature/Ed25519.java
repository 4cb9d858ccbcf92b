package dev.templatedeployer.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/// Keys and signatures of the one algorithm that there is, as the JDK has it.
public final class Ed25519 {

  private static final String NAME = "Ed25519";
  private static final String PEM_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String PEM_END = "-----END PRIVATE KEY-----";
  private static final int PEM_LINE = 64;

  /// The most characters of a key that are looked at; a real one has 60 or, as PEM, 120.
  private static final int MAX_CHARACTERS = 1_000;

  private Ed25519() {}

  /// A new pair.
  public static KeyPair newPair() {
    try {
      return KeyPairGenerator.getInstance(NAME).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /// A public key as it is written in settings: X.509, in base64 on one line.
  public static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /// The public key in what [#text] wrote, or nothing if it is none.
  public static Optional<PublicKey> publicKey(String text) {
    return base64(text)
        .flatMap(bytes -> {
          try {
            return Optional.of(
                KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(bytes)));
          } catch (InvalidKeySpecException _) {
            return Optional.empty();
          } catch (GeneralSecurityException e) {
            throw missing(e);
          }
        });
  }

  /// A private key as PEM (PKCS#8), which other programs read too.
  public static String pem(PrivateKey key) {
    var base64 =
        Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return PEM_BEGIN + "\n" + base64 + "\n" + PEM_END + "\n";
  }

  /// The private key in a PEM, or nothing if there is none in it.
  public static Optional<PrivateKey> privateKey(String pem) {
    var text = pem.strip();
    if (!text.startsWith(PEM_BEGIN) || !text.endsWith(PEM_END)) {
      return Optional.empty();
    }
    var body = text.substring(PEM_BEGIN.length(), text.length() - PEM_END.length());
    return base64(body.replaceAll("\\s", ""))
        .flatMap(bytes -> {
          try {
            return Optional.of(
                KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
          } catch (InvalidKeySpecException _) {
            return Optional.empty();
          } catch (GeneralSecurityException e) {
            throw missing(e);
          }
        });
  }

  /// The signature of `bytes`: 64 bytes.
  static byte[] sign(byte[] bytes, PrivateKey key) {
    try {
      var signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("A key that is not for " + NAME + ".", e);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /// Whether `signature` was made of `bytes` with the private half of `key`.
  static boolean verify(byte[] bytes, byte[] signature, PublicKey key) {
    try {
      var verification = Signature.getInstance(NAME);
      verification.initVerify(key);
      verification.update(bytes);
      return verification.verify(signature);
    } catch (SignatureException | InvalidKeyException _) {
      return false; // no signature at all, or one that this key can never have made
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /// What a text in base64 says, or nothing if it is not that.
  static Optional<byte[]> base64(String text) {
    try {
      return text.length() > MAX_CHARACTERS
          ? Optional.empty()
          : Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("Every Java has " + NAME + ".", e);
  }
}
