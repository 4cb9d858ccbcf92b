package dev.templatedeployer.end2end;

import static dev.templatedeployer.end2end.ApiUser.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service on a broker that speaks TLS and asks for a certificate, with keys in PEM files.
class MutualTlsTest {

  private static final String PASSWORD = "S3CR3T";

  @TempDir Path folder;

  @Test
  void runsWithACertificateInsteadOfAPassword() throws Exception {
    makeKey("broker");
    makeKey("deployer");
    try (var broker =
            EmbeddedBroker.start(
                folder.resolve("kafka"),
                0,
                Map.of(
                    "listener.security.protocol.map", "CLIENTS:SSL,CONTROLLER:PLAINTEXT",
                    "ssl.keystore.type", "PEM",
                    "ssl.keystore.location", pem("broker"),
                    "ssl.truststore.type", "PEM",
                    "ssl.truststore.location", both(),
                    "ssl.client.auth", "required"));
        var deployer =
            Deployer.startWithTopics(Deployer.settings(Map.of(), Map.of(), settings(broker)));
        var user = new ApiUser(deployer.api())) {

      var deployed =
          user.post(
              "/v1/deployments",
              "{\"template\":\"lock\",\"id\":\"by-tls\",\"owner\":\"%s\",\"config\":%s}"
                  .formatted(
                      SecuredServiceTest.OWNER,
                      Files.readString(Path.of("src/examples/lock.json"))));

      assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
      assertThat(field(deployed.body(), "status")).isEqualTo("COMPLETED");
    }
  }

  private Path settings(EmbeddedBroker broker) throws Exception {
    return Files.writeString(
        folder.resolve("deployer.properties"),
        """
        kafka.bootstrap.servers=%s
        kafka.security.protocol=SSL
        kafka.ssl.keystore.type=PEM
        kafka.ssl.keystore.location=%s
        kafka.ssl.truststore.type=PEM
        kafka.ssl.truststore.location=%s
        deployer.state-dir=%s
        deployer.http.port=0
        deployer.topics.partitions=1
        deployer.topics.replication=1
        """
            .formatted(
                broker.bootstrapServers(),
                pem("deployer"),
                certificate("broker"),
                folder.resolve("state")));
  }

  /// Makes a key with a certificate of its own, for 127.0.0.1, and writes both as PEM.
  private void makeKey(String name) throws Exception {
    var store = folder.resolve(name + ".p12");
    var keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(Files.readString(folder.resolve(name + ".log"))).isZero();
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    var certificate = block("CERTIFICATE", keys.getCertificate(name).getEncoded());
    var key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(Path.of(pem(name)), block("PRIVATE KEY", key) + certificate);
    Files.writeString(Path.of(certificate(name)), certificate);
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
  }

  private String pem(String name) {
    return folder.resolve(name + ".pem").toString();
  }

  private String certificate(String name) {
    return folder.resolve(name + ".crt").toString();
  }

  /// The broker believes the service, and itself.
  private String both() throws Exception {
    var file = folder.resolve("both.crt");
    Files.writeString(
        file,
        Files.readString(Path.of(certificate("broker")))
            + Files.readString(Path.of(certificate("deployer"))));
    return file.toString();
  }
}
