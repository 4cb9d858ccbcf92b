package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.AttemptPolicy;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationTest {

  private static final String HTTP = "engine: http\nhttp:\n  url: http://127.0.0.1/x\n";

  @TempDir Path parent;
  private TryFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new TryFolder(parent);
  }

  @Nested
  class AFolder {

    @Test
    void isATemplateThatTheCatalogHosts() throws Exception {
      folder.declaring(
          """
          policy:
            parallelism: 7
            max-attempts: 5
            backoff: 500ms
            max-backoff: 1m
            attempt-timeout: PT90S
          """
              + HTTP);
      TemplateCatalog catalog =
          TemplateCatalog.load(parent, folder.templates()::read, Principal.Form.TEXTUAL);
      HostedTemplate<?> tried = catalog.find("tried").orElseThrow();
      assertThat(tried.version()).isEqualTo("1.0.0");
      assertThat(tried.title()).isEqualTo("Tried");
      assertThat(tried.description()).isEqualTo("A template that is tried.");
      assertThat(tried.schema()).isEqualTo(TryFolder.SCHEMA);
      assertThat(tried.policy())
          .isEqualTo(
              new AttemptPolicy(
                  7, 5, Duration.ofMillis(500), Duration.ofMinutes(1), Duration.ofSeconds(90)));
    }

    @Test
    void asksForNothingUnlessItSaysSo() throws Exception {
      assertThat(folder.declaring(HTTP).template().policy()).isEqualTo(AttemptPolicy.STANDARD);
    }

    @Test
    void runsFewCommandsAtOnceUnlessItSaysOtherwise() throws Exception {
      String process = "engine: process\nprocess:\n  command: [/bin/sh]\n";
      assertThat(folder.declaring(process).template().policy())
          .isEqualTo(AttemptPolicy.STANDARD.withParallelism(16));
      assertThat(folder.declaring("policy: {parallelism: 3}\n" + process).template().policy())
          .isEqualTo(AttemptPolicy.STANDARD.withParallelism(3));
    }

    @Test
    void keepsConfigsToTheLastDigit() throws Exception {
      folder.declaring(HTTP);
      TemplateCatalog catalog =
          TemplateCatalog.load(parent, folder.templates()::read, Principal.Form.TEXTUAL);
      assertThat(
              catalog
                  .find("tried")
                  .orElseThrow()
                  .read("{ \"a\": 0.12345678901234567890, \"b\": [1.50, \"é\"] }".getBytes(UTF_8)))
          .isEqualTo(new ConfigDocument("{\"a\":0.12345678901234567890,\"b\":[1.50,\"é\"]}"));
    }
  }

  @Nested
  class AMistake {

    @Test
    void isToldWithAllOthersAndTheirLines() throws Exception {
      Files.delete(folder.folder.resolve("config.schema.json"));
      folder.yaml(
          """
          name: Tried
          tittle: Tried
          version: 1.0
          description: [a, b]
          policy:
            max-attempts: many
            backof: 2s
            attempt-timeout: 0s
          engine: http
          http:
            url: ftp://example.org
            method: GET
            headers:
              Idempotency-Key: mine
              X-Token: ${env.NOT_THERE}
            poll: yes
          """);
      assertThat(folder.mistakes())
          .containsExactlyInAnyOrder(
              "'~/config.schema.json': the file is missing. Write a JSON Schema of the config into it.",
              "'~/template.yaml', line 1: 'name' has to be 1 to 63 lower-case letters, digits and dashes, beginning with a letter, and is 'Tried'.",
              "'~/template.yaml', line 3: 'version' has to be three numbers with dots, such as '1.0.0', and is '1.0'.",
              "'~/template.yaml', line 1: the key 'title' is missing. Add a line such as 'title: My template'.",
              "'~/template.yaml', line 4: 'description' has to be a text, and is a list.",
              "'~/template.yaml', line 6: 'max-attempts' has to be a whole number from 1 to 100, and is 'many'.",
              "'~/template.yaml', line 8: 'attempt-timeout' has to be a duration longer than zero, and is '0s'. Write it like 'PT5M' or '5m'.",
              "'~/template.yaml', line 7: there is no key 'backof' in 'policy'. Do you mean 'backoff'?",
              "'~/template.yaml', line 2: there is no key 'tittle'. Do you mean 'title'?",
              "'~/template.yaml', line 11: 'url' has to begin with 'http://' or 'https://' and a host, with no place in either and no user, and is 'ftp://example.org'.",
              "'~/template.yaml', line 12: 'method' has to be one of 'post', 'put', 'patch', and is 'GET'.",
              "'~/template.yaml', line 14: the header 'Idempotency-Key' cannot be set. Remove it.",
              "'~/template.yaml', line 15: the environment variable 'NOT_THERE' is not set. Set it for the service and start it again.",
              "'~/template.yaml', line 16: 'poll' has to be a section with keys, and is a text.");
    }

    @Test
    void stopsTheStart() throws Exception {
      folder.yaml("engin: http");
      assertThat(folder.mistakes())
          .contains("'~/template.yaml', line 1: there is no key 'engin'. Do you mean 'engine'?");
    }

    @Test
    void mayBeThatItIsNoYaml() throws Exception {
      assertThat(folder.yaml("name: tried\ntitle: [a, b\nengine: http\n").mistakes())
          .singleElement()
          .asString()
          .startsWith("'~/template.yaml', line 3: this is no YAML: ");
      assertThat(folder.yaml("").mistakes())
          .containsExactly(
              "'~/template.yaml', line 1: the file has to begin with a key, such as 'name: my-template'.");
      assertThat(folder.yaml("- a\n").mistakes()).hasSize(1);
    }

    @Test
    void mayBeAKeyThatIsThereTwiceOrAnAliasOrASecondDocument() throws Exception {
      assertThat(folder.declaring(HTTP + "title: Again\n").mistakes())
          .containsExactly("'~/template.yaml', line 8: the key 'title' is there twice.");
      assertThat(
              folder
                  .yaml(
                      "name: &n tried\nversion: 1.0.0\ntitle: *n\ndescription: It is tried.\n"
                          + HTTP)
                  .mistakes())
          .containsExactly(
              "'~/template.yaml', line 3: aliases such as '*n' are not read. Write the value out.");
      assertThat(folder.declaring(HTTP + "---\nname: other\n").mistakes())
          .singleElement()
          .asString()
          .contains("a second document begins here");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            engine: htpp                       | there is no engine 'htpp'. Do you mean 'http'?
            engine: shell                      | there is no engine 'shell'. There are: http, process.
            engine: process                    | the engine 'process' needs a section 'process' that says how it is called.
            """)
    void mayBeTheEngine(String yaml, String sentence) throws Exception {
      assertThat(folder.declaring(yaml + "\n").mistakes())
          .containsExactly("'~/template.yaml', line 5: " + sentence);
    }

    @Test
    void mayBeASectionOfTheOtherEngine() throws Exception {
      assertThat(folder.declaring(HTTP + "process:\n  command: [/bin/sh]\n").mistakes())
          .containsExactly(
              "'~/template.yaml', line 8: the section 'process' belongs to another engine than the one that is named. Remove it, or write 'engine: process'.");
    }
  }

  @Nested
  class AUrl {

    @ParameterizedTest
    @CsvSource({
      "http://example.org/x",
      "https://example.org:8443/${config/zone}/${canister.id}?by=${owner}",
      "https://[::1]:8443/x",
      "${env.BASE}/records",
      "${env.BASE}"
    })
    void mayHoldPlacesBehindItsHost(String url) throws Exception {
      assertThat(mistakesWith(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "https://${config/host}/x",
      "https://example.org${config/host}",
      "${config/url}",
      "https://user:word@example.org/x",
      "https://example.org:${attempt}/x",
      "example.org/x",
      "file:///etc/passwd",
      "https://example.org/a b"
    })
    void mayLetNobodyElseChooseWhereItLeads(String url) throws Exception {
      assertThat(mistakesWith(url))
          .singleElement()
          .asString()
          .startsWith("'~/template.yaml', line 7: 'url' has to begin with 'http://' or 'https://'");
    }

    @ParameterizedTest
    @CsvSource({"https://example.org/${env.BASE}", "https://example.org/${file.secret}"})
    void mayHoldNoSecret(String url) throws Exception {
      assertThat(mistakesWith(url)).hasSize(1);
    }

    private List<String> mistakesWith(String url) throws IOException {
      return folder
          .variable("BASE", "http://127.0.0.1:8053")
          .declaring("engine: http\nhttp:\n  url: \"%s\"\n".formatted(url))
          .mistakes();
    }
  }

  @Nested
  class APolling {

    @Test
    void hasToSayWhenItEnds() throws Exception {
      assertThat(folder.declaring(HTTP + "  poll: {status: /status}\n").mistakes())
          .singleElement()
          .asString()
          .contains("'status' needs a list 'done'");
      assertThat(folder.declaring(HTTP + "  poll: {done: [X]}\n").mistakes())
          .singleElement()
          .asString()
          .contains("'done' and 'failed' need a 'status'");
      assertThat(folder.declaring(HTTP + "  poll: {status: status, done: [X]}\n").mistakes())
          .singleElement()
          .asString()
          .contains("'status' has to be a place in the answer such as '/status', and is 'status'.");
    }
  }

  @Nested
  class ACommand {

    @Test
    void isLookedAtWhenTheServiceStarts() throws Exception {
      Files.writeString(folder.folder.resolve("plain.txt"), "no program");
      assertThat(mistakesWith("[sort]"))
          .containsExactly(
              "'~/template.yaml', line 7: the program 'sort' is not looked for. Write its whole path, such as '/usr/bin/sort' or '${template.dir}/sort'.");
      assertThat(mistakesWith("[/no/such/program]"))
          .containsExactly("'~/template.yaml', line 7: there is no program '/no/such/program'.");
      assertThat(mistakesWith("[\"${template.dir}/plain.txt\"]"))
          .containsExactly(
              "'~/template.yaml', line 7: the program '~/plain.txt' may not be run. Make it executable: chmod +x '~/plain.txt'.");
      assertThat(mistakesWith("[/bin/sh, \"${template.dir}/gone.sh\"]"))
          .containsExactly("'~/template.yaml', line 7: there is no file '~/gone.sh'.");
      assertThat(mistakesWith("[]")).hasSize(1);
      assertThat(mistakesWith("sort")).hasSize(1);
    }

    @Test
    void isGivenNothingThatASenderChose() throws Exception {
      assertThat(mistakesWith("[/bin/echo, \"${config/name}\", \"${owner}\", \"${env.X}\"]"))
          .hasSize(3)
          .allSatisfy(each ->
              assertThat(each)
                  .startsWith("'~/template.yaml', line 7: nothing is known to fill '${"));
      assertThat(mistakesWith("[/bin/echo, \"${canister.id\"]"))
          .containsExactly(
              "'~/template.yaml', line 7: a '${' without its '}' is in '${canister.id'.");
    }

    @Test
    void hasExitCodesOfOneMeaningEach() throws Exception {
      assertThat(mistakesWith("[/bin/sh]\n  exit-codes: {retryable: [3], permanent: [3, 0, x]}"))
          .containsExactly(
              "'~/template.yaml', line 8: each of 'permanent' has to be a whole number from 1 to 255, and this is '0'.",
              "'~/template.yaml', line 8: each of 'permanent' has to be a whole number from 1 to 255, and this is 'x'.",
              "'~/template.yaml', line 8: the exit code 3 is both retryable and permanent. Decide.");
    }

    private List<String> mistakesWith(String command) throws IOException {
      return folder
          .declaring("engine: process\nprocess:\n  command: %s\n".formatted(command))
          .mistakes();
    }
  }
}
