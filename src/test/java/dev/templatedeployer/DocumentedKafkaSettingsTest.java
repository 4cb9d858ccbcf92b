package dev.templatedeployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

/// Kafka takes a misspelled setting without a word.
class DocumentedKafkaSettingsTest {

  private static final Pattern CLIENT_SETTING = Pattern.compile("(?m)^kafka\\.([a-z.]+)=");
  private static final Pattern PLUG_IN =
      Pattern.compile("\\borg\\.apache\\.kafka\\.[a-z.]+\\.[A-Z][A-Za-z]+");

  /// What has a name of the operator's own in it.
  private static final Set<String> NAMED = Set.of("config.providers.file.class");

  @Test
  void areKnownToTheClients() throws Exception {
    var documented =
        CLIENT_SETTING
            .matcher(Files.readString(Path.of("ops/README.md")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    var known = new HashSet<>(AdminClientConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    known.addAll(NAMED);

    assertThat(documented).hasSizeGreaterThan(10).isSubsetOf(known);
  }

  @Test
  void nameClassesThatThereAre() throws Exception {
    var documented =
        PLUG_IN
            .matcher(Files.readString(Path.of("ops/README.md")))
            .results()
            .map(found -> found.group())
            .collect(Collectors.toSet());

    assertThat(documented).hasSizeGreaterThan(4);
    assertThat(documented)
        .allSatisfy(name -> assertThat(Class.forName(name).getName()).isEqualTo(name));
  }
}
