package dev.templatedeployer.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/// The settings that are handed to the Kafka clients untouched, and which of them are secrets.
final class KafkaKeys {

  static final String PREFIX = "kafka.";
  static final String BOOTSTRAP_SERVERS = PREFIX + "bootstrap.servers";

  private static final Notation<String> UNTOUCHED =
      Notation.of("a text", "", Optional::of, text -> text);
  private static final Notation<String> SECRET =
      new Notation<>("a text", "", Optional::of, _ -> "(set)", true);
  private static final Set<String> PASSWORDS = passwordsOfTheClients();

  /// Secrets of plug-ins, such as an interceptor, that Kafka itself does not know.
  private static final Pattern SOUNDS_SECRET =
      Pattern.compile(".*(password|passphrase|secret|token|credentials?|user\\.info)");

  private KafkaKeys() {}

  /// The setting that a word passes through to the clients, if it does.
  static Optional<Setting<?>> find(String word, Spelling spelling) {
    var prefix = spelling.of(PREFIX);
    return Optional.of(word)
        .filter(w -> w.startsWith(prefix) && w.length() > prefix.length())
        .map(w -> PREFIX + spelling.kafkaKeyIn(w.substring(prefix.length())))
        .map(name -> Setting.of(name, isSecret(name) ? SECRET : UNTOUCHED, ""));
  }

  /// Whether a setting such as `kafka.sasl.jaas.config` or `kafka.producer.ssl.key.password` must
  /// never be shown.
  private static boolean isSecret(String name) {
    var key = name.toLowerCase(Locale.ROOT);
    return SOUNDS_SECRET.matcher(key).matches()
        || PASSWORDS.stream().anyMatch(password -> key.endsWith("." + password));
  }

  private static Set<String> passwordsOfTheClients() {
    var clients = new ConfigDef();
    SslConfigs.addClientSslSupport(clients);
    SaslConfigs.addClientSaslSupport(clients);
    return clients.configKeys().values().stream()
        .filter(key -> key.type() == ConfigDef.Type.PASSWORD)
        .map(key -> key.name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
