package dev.templatedeployer.http;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/// TLS below HTTP, with the certificate of the operator.
final class Tls {

  private final SslContextFactory.Server context;

  private Tls(SslContextFactory.Server context) {
    this.context = context;
  }

  /// @throws ServerNotStarted if the key store cannot be used
  static Tls with(TlsSettings settings) throws ServerNotStarted {
    var context = new SslContextFactory.Server();
    context.setKeyStore(keyStore(settings));
    context.setKeyStorePassword(settings.password().value());
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    return new Tls(context);
  }

  /// What a connection speaks, the outermost first.
  ConnectionFactory[] below(HttpConfiguration http) {
    var secure = new HttpConfiguration(http);
    // Which names the service answers to is checked by HostNames.
    secure.addCustomizer(new SecureRequestCustomizer(false));
    var speaksHttp = new HttpConnectionFactory(secure);
    return new ConnectionFactory[] {
      new SslConnectionFactory(context, speaksHttp.getProtocol()), speaksHttp
    };
  }

  private static KeyStore keyStore(TlsSettings settings) throws ServerNotStarted {
    try (var file = Files.newInputStream(settings.keyStore())) {
      var keyStore = KeyStore.getInstance("PKCS12");
      keyStore.load(file, settings.password().value().toCharArray());
      for (String alias : Collections.list(keyStore.aliases())) {
        if (keyStore.isKeyEntry(alias)) {
          return keyStore;
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(settings, "it cannot be read as PKCS 12 with the password given", e);
    }
    throw unusable(settings, "it holds no private key", null);
  }

  private static ServerNotStarted unusable(
      TlsSettings settings, String why, @Nullable Exception cause) {
    return new ServerNotStarted(
        "The key store '%s' cannot be used: %s. Check 'deployer.http.tls.key-store' and its password."
            .formatted(settings.keyStore(), why),
        cause);
  }
}
