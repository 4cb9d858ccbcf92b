package dev.templatedeployer.http;

import static dev.templatedeployer.settings.Notations.path;
import static dev.templatedeployer.settings.Notations.secret;

import dev.templatedeployer.settings.Secret;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;

/// The certificate that the API shows, if it speaks TLS itself.
///
/// @param keyStore a PKCS 12 file with one private key and its certificates
public record TlsSettings(Path keyStore, Secret password) {

  /// The certificate that the API shows.
  public static final Setting<Optional<Path>> KEY_STORE =
      Setting.optional("deployer.http.tls.key-store", path())
          .saying(
              "PKCS 12 file with the private key and the certificates of the API, which then speaks TLS 1.2 and 1.3 and no plain HTTP. Read at start.");

  static final Setting<Optional<Secret>> PASSWORD =
      Setting.optional("deployer.http.tls.key-store-password", secret())
          .saying("Password of the key store. Better in the environment, or in a file, than here.");

  /// What `settings` say, or empty if the API is to speak plain HTTP.
  static Optional<TlsSettings> from(Settings settings) {
    Secret password = settings.get(PASSWORD).orElse(new Secret(""));
    return settings.get(KEY_STORE).map(keyStore -> new TlsSettings(keyStore, password));
  }
}
