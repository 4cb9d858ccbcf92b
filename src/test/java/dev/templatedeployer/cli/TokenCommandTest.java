package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandTest {

  @Test
  void printsATokenOnceAndTheSettingThatKnowsIt() {
    var first = new Terminal().run("token", "--name", "ann", "--role", "operator");
    var second = new Terminal().run("token", "--name", "ann", "--role", "operator");

    assertThat(first.code()).isZero();
    assertThat(first.out().strip()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(second.out().strip());
    assertThat(first.err())
        .containsPattern("deployer.http.auth.tokens=ann:operator:[0-9a-f]{64}")
        .doesNotContain(first.out().strip());
  }

  @Test
  void refusesANameThatCannotBeKept() {
    var ended = new Terminal().run("token", "--name", "a:b", "--role", "viewer");

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(ended.err()).contains("'a:b' cannot be a name.");
  }

  @Test
  void mayGiveSeveralRoles() {
    var ended =
        new Terminal().run("token", "--name", "bob", "--role", "submitter", "--role", "viewer");

    assertThat(ended.err()).contains("deployer.http.auth.tokens=bob:viewer+submitter:");
  }

  @Nested
  class WhoAmI {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "[]                         | ann, who has no role and may do nothing. Ask an admin for one.",
          "[\"operator\"]             | ann, who has the role 'operator'.",
          "[\"viewer\",\"submitter\"] | ann, who has the roles 'viewer' and 'submitter'."
        })
    void tellsWhatSomebodyMayDo(String roles, String sentence) {
      try (var server = new FakeDeployer()) {
        server.answers("GET /v1/me", 200, "{\"name\":\"ann\",\"roles\":" + roles + "}");

        assertThat(Terminal.with(server).run("whoami").out()).isEqualTo(sentence + "\n");
      }
    }
  }

  @Nested
  class ATokenThatIsGiven {

    @TempDir Path folder;

    @Test
    void isNotSentWhereOthersCouldReadIt() {
      var ended =
          new Terminal()
              .having("DEPLOYER_TOKEN", "s3cret")
              .run("--server", "http://deployer.example", "whoami");

      assertThat(ended.code()).isEqualTo(ExitCode.USAGE.number());
      assertThat(ended.err()).contains("is not sent").doesNotContain("s3cret");
    }

    @Test
    void hasToBeReadable() {
      var ended =
          new Terminal().run("whoami", "--token-file", folder.resolve("missing").toString());

      assertThat(ended.code()).isEqualTo(ExitCode.USAGE.number());
      assertThat(ended.err()).contains("The token cannot be read from");
    }

    @Test
    void hasToBeOne() throws IOException {
      Path file = Files.writeString(folder.resolve("token"), "not a token: s3cret\n");
      var ended = new Terminal().run("whoami", "--token-file", file.toString());

      assertThat(ended.code()).isEqualTo(ExitCode.USAGE.number());
      assertThat(ended.err()).contains("is no token").doesNotContain("s3cret");
    }
  }
}
