package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.templatedeployer.dev.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.slf4j.LoggerFactory;

/// A broker that asks everybody who they are, by SCRAM, and refuses what nobody granted. It
/// remembers all that it refused.
final class SecuredBroker implements AutoCloseable {

  private static final String SUPER_USER = "broker";

  private final EmbeddedBroker broker;
  private final Logger authorizer = (Logger) LoggerFactory.getLogger("kafka.authorizer.logger");
  private final ListAppender<ILoggingEvent> refused = new ListAppender<>();

  private SecuredBroker(EmbeddedBroker broker) {
    this.broker = broker;
    refused.list = java.util.Collections.synchronizedList(refused.list);
    refused.start();
    authorizer.addAppender(refused);
    authorizer.setAdditive(false);
    authorizer.setLevel(Level.INFO);
  }

  static SecuredBroker start(Path folder) {
    var plain =
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%2$s\" user_%1$s=\"%2$s\";"
            .formatted(SUPER_USER, password(SUPER_USER));
    return new SecuredBroker(
        EmbeddedBroker.start(
            folder,
            0,
            Map.of(
                "listener.security.protocol.map",
                "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-512",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config",
                plain,
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "false",
                "super.users",
                "User:%s;User:ANONYMOUS".formatted(SUPER_USER)))); // the controller is anonymous
  }

  /// Makes users, each with the password that [#as] uses.
  void makeUsers(List<String> names) throws Exception {
    try (var admin = superUser()) {
      admin
          .alterUserScramCredentials(
              names.stream()
                  .<UserScramCredentialAlteration>map(name ->
                      new UserScramCredentialUpsertion(
                          name,
                          new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                          password(name)))
                  .toList())
          .all()
          .get();
    }
    await().untilAsserted(() -> assertThat(knows(names.getLast())).isTrue());
  }

  /// Applies exactly these, as an operator would, and waits until they hold.
  void apply(Set<AclBinding> bindings) throws Exception {
    try (var admin = superUser()) {
      admin.createAcls(bindings).all().get();
      await()
          .untilAsserted(() ->
              assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                  .containsExactlyInAnyOrderElementsOf(bindings));
    }
  }

  private boolean knows(String name) throws Exception {
    try (var admin = Admin.create(Map.copyOf(as(name)))) {
      admin.describeCluster().clusterId().get();
      return true;
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof SaslAuthenticationException) {
        return false;
      }
      throw e;
    }
  }

  /// How a user logs in, as any Kafka client takes it.
  Map<String, String> as(String user) {
    return Map.of(
        "bootstrap.servers",
        broker.bootstrapServers(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password(user)));
  }

  /// Somebody who may do everything.
  Admin superUser() {
    return Admin.create(Map.copyOf(asSuperUser()));
  }

  Map<String, String> asSuperUser() {
    return Map.of(
        "bootstrap.servers",
        broker.bootstrapServers(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(SUPER_USER, password(SUPER_USER)));
  }

  /// All that was refused since the start, in the broker's words.
  List<String> refused() {
    return refused.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains("is Denied"))
        .toList();
  }

  static String password(String user) {
    return user + "-S3CR3T";
  }

  @Override
  public void close() {
    authorizer.detachAppender(refused);
    broker.close();
  }
}
