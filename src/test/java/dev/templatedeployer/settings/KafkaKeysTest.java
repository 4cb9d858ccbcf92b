package dev.templatedeployer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What of the settings for Kafka's clients is passed on, and what of it is shown.
class KafkaKeysTest {

  private static final SettingsReader READER = new SettingsReader(List.of(), Set.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config",
        "ssl.keystore.password",
        "ssl.keystore.key",
        "ssl.keystore.certificate.chain",
        "ssl.key.password",
        "ssl.truststore.password",
        "sasl.oauthbearer.client.credentials.client.secret",
        "sasl.oauthbearer.assertion.private.key.passphrase",
        "producer.ssl.key.password",
        "schema.registry.basic.auth.user.info"
      })
  void secretsArePassedOnAndNeverShown(String key) {
    for (var settings : List.of(byName(key), byVariable(key))) {
      assertThat(settings.kafka()).containsEntry(key, "S3CR3T");
      assertThat(settings.toString()).contains("kafka." + key).doesNotContain("S3CR3T");
      assertThat(settings.effective()).noneMatch(one -> one.toString().contains("S3CR3T"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap.servers",
        "security.protocol",
        "sasl.mechanism",
        "ssl.keystore.location",
        "sasl.oauthbearer.token.endpoint.url",
        "sasl.oauthbearer.client.credentials.client.id",
        "config.providers"
      })
  void othersArePassedOnAndShown(String key) {
    for (var settings : List.of(byName(key), byVariable(key))) {
      assertThat(settings.kafka()).containsEntry(key, "S3CR3T");
      assertThat(settings.toString()).contains("kafka." + key).contains("S3CR3T");
    }
  }

  /// Where a secret comes from is not said either: it may say more than one wants.
  @Test
  void whatKafkaItselfLooksUpIsPassedOnAsItIs() {
    var settings =
        READER.read(
            Map.of("kafka.sasl.jaas.config", "${file:/run/secrets/kafka.properties:jaas}"),
            Map.of(),
            null);

    assertThat(settings.kafka())
        .containsEntry("sasl.jaas.config", "${file:/run/secrets/kafka.properties:jaas}");
    assertThat(settings.toString()).doesNotContain("/run/secrets");
  }

  private static Settings byName(String key) {
    return READER.read(Map.of("kafka." + key, "S3CR3T"), Map.of(), null);
  }

  private static Settings byVariable(String key) {
    return READER.read(
        Map.of(),
        Map.of("DEPLOYER_KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), "S3CR3T"),
        null);
  }
}
