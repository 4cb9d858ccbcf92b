package dev.templatedeployer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A key store for this machine, with a certificate that nobody else signed, and who trusts it.
public final class OwnCertificate {

  /// Of the key store.
  public static final String PASSWORD = "S3CR3T";

  private OwnCertificate() {}

  /// Makes a key store in `folder`.
  public static Path in(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("tls.p12");
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    return file;
  }

  /// What trusts the certificate in `keyStore` and no other.
  public static SSLContext trusting(Path keyStore) throws IOException, GeneralSecurityException {
    var whole = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("api", whole.getCertificate("api"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
