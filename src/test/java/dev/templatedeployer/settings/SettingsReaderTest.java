package dev.templatedeployer.settings;

import static dev.templatedeployer.settings.Notations.atLeast;
import static dev.templatedeployer.settings.Notations.positiveDuration;
import static dev.templatedeployer.settings.Notations.secret;
import static dev.templatedeployer.settings.Notations.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

  static final Setting<Integer> PARALLELISM =
      Setting.of("deployer.executor.parallelism", atLeast(1), 64).saying("Attempts run at once.");
  static final Setting<Duration> TIME_LIMIT =
      Setting.of("deployer.executor.time-limit", positiveDuration(), Duration.ofMinutes(15))
          .saying("Longest one attempt may take.");
  static final Setting<Optional<Secret>> PASSWORD =
      Setting.optional("deployer.read-model.password", secret()).saying("Of the database.");
  static final Setting<Optional<Integer>> MAX_ATTEMPTS =
      Setting.optional("templates.<template>.max-attempts", atLeast(1))
          .saying("Attempts of one template.");
  static final List<Setting<?>> ALL = List.of(PARALLELISM, TIME_LIMIT, PASSWORD, MAX_ATTEMPTS);

  @TempDir Path folder;

  Map<String, String> commandLine = Map.of();
  Map<String, String> environment = Map.of();
  Path file = Path.of("unset");

  @Nested
  class AValue {
    @Test
    void isTheDefaultIfNobodySaysAnything() {
      assertThat(read().get(PARALLELISM)).isEqualTo(64);
      assertThat(read().sourceOf(PARALLELISM)).isEqualTo(Source.DEFAULT);
      assertThat(read().get(PASSWORD)).isEmpty();
    }

    @Test
    void ofTheFileBeatsTheDefault() throws IOException {
      write("deployer.executor.parallelism = 2 ");
      assertThat(read().get(PARALLELISM)).isEqualTo(2);
      assertThat(read().sourceOf(PARALLELISM)).isEqualTo(Source.FILE);
    }

    @Test
    void ofTheEnvironmentBeatsTheFile() throws IOException {
      write("deployer.executor.parallelism=2");
      environment = Map.of("DEPLOYER_EXECUTOR_PARALLELISM", "3", "PATH", "/bin");
      assertThat(read().get(PARALLELISM)).isEqualTo(3);
      assertThat(read().sourceOf(PARALLELISM)).isEqualTo(Source.ENVIRONMENT);
    }

    @Test
    void ofTheCommandLineBeatsTheEnvironment() {
      environment = Map.of("DEPLOYER_EXECUTOR_PARALLELISM", "3");
      commandLine = Map.of("deployer.executor.parallelism", "4");
      assertThat(read().get(PARALLELISM)).isEqualTo(4);
      assertThat(read().sourceOf(PARALLELISM)).isEqualTo(Source.COMMAND_LINE);
    }

    @Test
    void ofTheEnvironmentCountsOnlyIfItIsNotEmpty() {
      environment = Map.of("DEPLOYER_EXECUTOR_PARALLELISM", "");
      assertThat(read().get(PARALLELISM)).isEqualTo(64);
    }
  }

  @Nested
  class ASecret {
    @Test
    void mayBeInAFileThatTheEnvironmentNames() throws IOException {
      var secret = Files.writeString(folder.resolve("password"), "hunter2\n");
      environment = Map.of("DEPLOYER_READ_MODEL_PASSWORD_FILE", secret.toString());
      assertThat(read().get(PASSWORD)).contains(new Secret("hunter2"));
      assertThat(read().sourceOf(PASSWORD)).isEqualTo(Source.ENVIRONMENT);
    }

    @Test
    void isMissedIfItsFileIs() {
      environment = Map.of("DEPLOYER_READ_MODEL_PASSWORD_FILE", "/nowhere/password");
      assertMistakes(
          "DEPLOYER_READ_MODEL_PASSWORD_FILE: the file '/nowhere/password' cannot be read."
              + " Check the path and its permissions.");
    }

    @Test
    void isGivenOnlyOneWay() {
      environment =
          Map.of(
              "DEPLOYER_READ_MODEL_PASSWORD", "hunter2",
              "DEPLOYER_READ_MODEL_PASSWORD_FILE", "/run/password");
      assertMistakes(
          "DEPLOYER_READ_MODEL_PASSWORD and DEPLOYER_READ_MODEL_PASSWORD_FILE are both set."
              + " Keep one of them.");
    }

    @Test
    void isNeverShown() {
      environment =
          Map.of(
              "DEPLOYER_READ_MODEL_PASSWORD", "hunter2",
              "DEPLOYER_KAFKA_SASL_JAAS_CONFIG", "hunter2",
              "DEPLOYER_KAFKA_PRODUCER_SSL_KEYSTORE_KEY", "hunter2",
              "DEPLOYER_KAFKA_INTERCEPTOR_API_TOKEN", "hunter2");
      assertThat(read().toString())
          .doesNotContain("hunter2")
          .contains("deployer.read-model.password = (set) (environment)")
          .contains("kafka.sasl.jaas.config = (set) (environment)");
    }
  }

  @Nested
  class ASettingForEveryTemplate {
    @Test
    void isReadForOneTemplateAtATime() {
      commandLine = Map.of("templates.lock.max-attempts", "7");
      assertThat(read().get(MAX_ATTEMPTS.named("lock"))).contains(7);
      assertThat(read().get(MAX_ATTEMPTS.named("dao"))).isEmpty();
    }

    @Test
    void isInTheEnvironmentUnderTheShoutedNameOfTheTemplate() {
      environment = Map.of("DEPLOYER_TEMPLATES_MY_LOCK_MAX_ATTEMPTS", "7");
      assertThat(read().get(MAX_ATTEMPTS.named("my-lock"))).contains(7);
    }

    @Test
    void saysWhichTemplatesItWasSetFor() {
      commandLine = Map.of("templates.lock.max-attempts", "7");
      environment = Map.of("DEPLOYER_TEMPLATES_DAO_MAX_ATTEMPTS", "7");
      assertThat(read().namesIn(MAX_ATTEMPTS)).containsExactly("dao", "lock");
    }

    @Test
    void isCheckedLikeAnyOther() {
      commandLine = Map.of("templates.lock.max-attempts", "0", "templates.lock.max-atempts", "1");
      assertMistakes(
          "templates.lock.max-atempts: there is no such setting."
              + " Did you mean 'templates.lock.max-attempts'?",
          "templates.lock.max-attempts: '0' is not a whole number of at least 1.");
    }
  }

  @Nested
  class ASettingOfKafka {
    @Test
    void isPassedThroughUntouched() throws IOException {
      write("kafka.client.rack=  a", "kafka.Odd_Name=1");
      environment = Map.of("DEPLOYER_KAFKA_BOOTSTRAP_SERVERS", "broker:9092");
      commandLine = Map.of("kafka.producer.linger.ms", "5");
      assertThat(read().kafka())
          .containsOnly(
              Map.entry("client.rack", "a"),
              Map.entry("Odd_Name", "1"),
              Map.entry("bootstrap.servers", "broker:9092"),
              Map.entry("producer.linger.ms", "5"));
    }

    @Test
    void mayBeASecretInAFile() throws IOException {
      var secret = Files.writeString(folder.resolve("jaas"), "login required;\n");
      environment =
          Map.of(
              "DEPLOYER_KAFKA_SASL_JAAS_CONFIG_FILE",
              secret.toString(),
              "DEPLOYER_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE",
              "/run/assertion");
      assertThat(read().kafka())
          .containsOnly(
              Map.entry("sasl.jaas.config", "login required;"),
              Map.entry("sasl.oauthbearer.assertion.file", "/run/assertion"));
    }
  }

  @Nested
  class AMistake {
    @Test
    void isReportedTogetherWithAllOthers() throws IOException {
      write("deployer.executor.time-limit=5 parsecs", "deployer.executor.paralelism=2");
      environment =
          Map.of("DEPLOYER_EXECUTOR_TIMELIMIT", "5m", "DEPLOYER_EXECUTOR_PARALLELISM", "x");
      commandLine = Map.of("bootstrap.servers", "localhost:9092");
      assertMistakes(
          "deployer.executor.paralelism: there is no such setting."
              + " Did you mean 'deployer.executor.parallelism'?",
          "deployer.executor.time-limit: '5 parsecs' is not a duration longer than zero."
              + " Write it like 'PT5M' or '5m'.",
          "DEPLOYER_EXECUTOR_PARALLELISM: 'x' is not a whole number of at least 1.",
          "DEPLOYER_EXECUTOR_TIMELIMIT: there is no such setting."
              + " Did you mean 'DEPLOYER_EXECUTOR_TIME_LIMIT'?",
          "bootstrap.servers: there is no such setting. Did you mean 'kafka.bootstrap.servers'?");
    }

    @Test
    void hasNoSuggestionIfNothingIsNear() {
      commandLine = Map.of("colour", "blue");
      assertMistakes("colour: there is no such setting. The README lists them all.");
    }

    @Test
    void isFoundAlsoInAValueThatAnotherOverrides() throws IOException {
      write("deployer.executor.parallelism=none");
      commandLine = Map.of("deployer.executor.parallelism", "4");
      assertMistakes("deployer.executor.parallelism: 'none' is not a whole number of at least 1.");
    }

    @Test
    void isNotWhatOtherPartsReadFromTheEnvironment() {
      environment = Map.of("DEPLOYER_SERVER", "http://localhost:8080");
      assertThat(read().get(PARALLELISM)).isEqualTo(64);
    }
  }

  @Nested
  class ASettingsFile {
    @Test
    void hasToExist() {
      file = folder.resolve("no.properties");
      assertMistakes("There is no settings file '%s'. Check its path.".formatted(file));
    }

    @Test
    void isAFile() {
      file = folder;
      assertThat(mistakes()).singleElement().asString().startsWith("The settings file '" + folder);
    }

    @Test
    void isInUtf8() throws IOException {
      write("templates.lock.max-attempts=1");
      Files.write(file, "# größer".getBytes(StandardCharsets.ISO_8859_1));
      assertMistakes("The settings file '%s' is not in UTF-8. Save it as UTF-8.".formatted(file));
    }

    @Test
    void hasEachNameOnce() throws IOException {
      write("deployer.executor.parallelism=1", "deployer.executor.parallelism=2");
      assertMistakes(
          "deployer.executor.parallelism: it is twice in '%s'. Keep one of them.".formatted(file));
    }

    @Test
    void escapesItsBackslashes() throws IOException {
      write("deployer.read-model.password=c:\\users");
      assertMistakes(
          "The settings file '%s' has a '\\u' without four digits behind it. Write '\\\\' for a backslash."
              .formatted(file));
    }
  }

  @Nested
  class ASettingWithoutADefault {
    final Setting<String> url =
        Setting.required("deployer.registry.url", text()).saying("Where the schemas are.");
    final SettingsReader reader = new SettingsReader(List.of(url), Set.of());

    @Test
    void hasToBeGiven() {
      assertThatThrownBy(() -> reader.read(Map.of(), Map.of(), null))
          .isInstanceOf(SettingsMistakes.class)
          .hasMessage(
              "deployer.registry.url: it has no default."
                  + " Add it to the settings file, or set DEPLOYER_REGISTRY_URL.");
    }

    @Test
    void isFineOnceItIs() {
      var settings = reader.read(Map.of("deployer.registry.url", "http://r"), Map.of(), null);
      assertThat(settings.get(url)).isEqualTo("http://r");
    }
  }

  @Nested
  class ADeclaration {
    @Test
    void needsANameOfItsOwn() {
      assertRefused(
          "'deployer.x' and 'deployer.x' would both be", named("deployer.x"), named("deployer.x"));
      assertRefused(
          "'a.b-c' and 'a.b.c' would both be DEPLOYER_A_B_C", named("a.b-c"), named("a.b.c"));
    }

    @Test
    void needsANameInLowerCaseWithDotsAndDashes() {
      assertRefused("'Deployer.x' cannot name a setting", named("Deployer.x"));
      assertRefused("'kafka.acks' cannot name a setting", named("kafka.acks"));
      assertRefused("'a.<b>.<c>.d' cannot name a setting", named("a.<b>.<c>.d"));
    }

    @Test
    void needsASentenceThatSaysWhatItDoes() {
      assertRefused("does not say what it does", Setting.of("deployer.x", text(), "x"));
    }

    @Test
    void needsToBeKnownToTheReaderBeforeItIsRead() {
      assertThatThrownBy(() -> read().get(named("deployer.x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'deployer.x' was not declared");
    }

    private Setting<String> named(String name) {
      return Setting.of(name, text(), "x").saying("Does something.");
    }

    private void assertRefused(String why, Setting<?>... settings) {
      assertThatThrownBy(() -> new SettingsReader(List.of(settings), Set.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(why);
    }
  }

  @Test
  void theSettingsInForceAreListedWithTheirSources() throws IOException {
    write("kafka.bootstrap.servers=broker:9092");
    environment = Map.of("DEPLOYER_EXECUTOR_TIME_LIMIT", "PT120S");
    commandLine = Map.of("templates.lock.max-attempts", "7");
    assertThat(read().toString().lines())
        .containsExactly(
            "deployer.executor.parallelism = 64 (default)",
            "deployer.executor.time-limit = 2m (environment)",
            "deployer.read-model.password = (none) (default)",
            "kafka.bootstrap.servers = broker:9092 (file)",
            "templates.lock.max-attempts = 7 (command line)");
  }

  private void write(String... lines) throws IOException {
    file = Files.write(folder.resolve("deployer.properties"), List.of(lines));
  }

  private Settings read() {
    var reader = new SettingsReader(ALL, Set.of("DEPLOYER_SERVER"));
    return reader.read(commandLine, environment, file.equals(Path.of("unset")) ? null : file);
  }

  private List<String> mistakes() {
    return catchThrowableOfType(SettingsMistakes.class, this::read).mistakes();
  }

  private void assertMistakes(String... sentences) {
    assertThat(mistakes()).containsExactly(sentences);
    assertThatThrownBy(this::read).hasMessage(String.join("\n", sentences));
  }
}
