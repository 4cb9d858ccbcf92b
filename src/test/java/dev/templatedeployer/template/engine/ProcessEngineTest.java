package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessEngineTest {

  private static final ConfigDocument CONFIG = new ConfigDocument("{\"name\":\"Ada\"}");
  private static final String TOKEN = "s3cr3t-4711-zebra";

  @TempDir Path parent;
  private Path seen;
  private TryFolder folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeFolder() throws IOException {
    seen = Files.createDirectory(parent.resolve("seen"));
    folder = new TryFolder(parent).variable("TOKEN", TOKEN).variable("SEEN", seen.toString());
  }

  @AfterEach
  void endWhatTheTestStarted() {
    started.forEach(Process::destroyForcibly);
  }

  @Nested
  class ACommand {

    @Test
    void isGivenTheConfigAndTheDeploymentInPrivateFiles() throws Exception {
      DeclaredTemplate template =
          template(
              """
              cp "$1" "$SEEN/config"; cp "$2" "$SEEN/deployment"
              stat -c %a "$1" "$2" . .. > "$SEEN/modes"; pwd > "$SEEN/pwd"; cat > "$SEEN/stdin"
              """,
              "[\"${template.dir}/run.sh\", \"${config.file}\", \"${deployment.file}\"]", "");
      assertThat(create(template)).isEqualTo(TemplateResult.created());
      assertThat(seen("config")).isEqualTo(CONFIG.json());
      assertThat(EngineJson.MAPPER.readTree(seen("deployment")).at("/canisterId").asText())
          .isEqualTo(TryContext.CANISTER.text());
      assertThat(seen("modes")).isEqualTo("600\n600\n700\n700");
      assertThat(seen("pwd")).startsWith(folder.runs + "/" + TryContext.CANISTER.text() + ".1.1.");
      assertThat(seen("stdin")).isEmpty();
      assertThat(folder.runs).isEmptyDirectory();
    }

    @Test
    void isGivenItsArgumentsAsTheyAre() throws Exception {
      create(
          template(
              "for a; do printf '%s\\n' \"$a\"; done > \"$SEEN/arguments\"",
              "[\"${template.dir}/run.sh\", \"a b; touch x\", \"$(id)\", \"--at=${attempt}.${drive}\", \"${canister.id}\", \"*\"]",
              ""));
      assertThat(seen("arguments").lines())
          .containsExactly("a b; touch x", "$(id)", "--at=1.1", TryContext.CANISTER.text(), "*");
    }

    @Test
    void isGivenNoEnvironmentButItsOwn() throws Exception {
      folder.variable("LANG", "C.UTF-8").variable("HOME", "/root");
      create(
          template(
              "env > \"$SEEN/environment\"",
              RUN,
              "FOR: ${owner}\n    TOKEN: ${env.TOKEN}",
              "pass-environment: [LANG, NOT_SET]"));
      List<String> lines =
          seen("environment").lines().filter(l -> !l.matches("(PWD|_|SHLVL|OLDPWD)=.*")).toList();
      assertThat(lines)
          .hasSize(6)
          .contains(
              "PATH=/usr/local/bin:/usr/bin:/bin",
              "LANG=C.UTF-8",
              "SEEN=" + seen,
              "FOR=" + TryContext.FIRST.owner().text(),
              "TOKEN=" + TOKEN)
          .anyMatch(line -> line.startsWith("TEMPLATE_DEPLOYER_RUN="));
    }

    @Test
    void mayWriteAsMuchAsItLikes() throws Exception {
      assertThat(
              create(
                  template(
                      "head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; echo '{\"id\": 1}' > \"$1\"",
                      RUN,
                      "")))
          .isEqualTo(details("id", "1"));
    }
  }

  @Nested
  class AResult {

    @Test
    void isReadFromItsFile() throws Exception {
      assertThat(create(template("echo '{\"details\": {\"page\": \"p.html\"}}' > \"$1\"", RUN, "")))
          .isEqualTo(details("page", "p.html"));
    }

    @Test
    void isReadFromTheOutputIfToldSo() throws Exception {
      assertThat(
              create(
                  template(
                      "echo '{\"page\": \"p.html\"}'",
                      RUN,
                      "",
                      "result: stdout\n  details: {at: /page}")))
          .isEqualTo(details("at", "p.html"));
      assertThat(create(template("true", RUN, "", "result: stdout")))
          .isEqualTo(TemplateResult.created());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "echo '{\"a\": ' > \"$1\"",
          "echo '[1]' > \"$1\"",
          "echo 'done' > \"$1\"",
          "mkdir \"$1\"",
          "ln -s /etc/passwd \"$1\"",
          "mkfifo \"$1\"",
          "printf '\\377\\376' > \"$1\""
        })
    void isRefusedIfItIsNone(String script) throws Exception {
      TemplateFailure failure = failure(template(script, RUN, ""));
      assertThat(failure).isInstanceOf(PermanentFailure.class);
      assertThat(failure.code()).isEqualTo("BAD_RESULT");
      assertThat(folder.runs).isEmptyDirectory();
    }

    @Test
    void isRefusedIfItIsTooLarge() throws Exception {
      String large = "printf '{\"id\": \"%02000d\"}' 7";
      assertThat(failure(template(large + " > \"$1\"", RUN, "", "max-result-bytes: 1000")).code())
          .isEqualTo("RESULT_TOO_LARGE");
      assertThat(
              failure(template(large, RUN, "", "result: stdout\n  max-result-bytes: 1000")).code())
          .isEqualTo("RESULT_TOO_LARGE");
    }
  }

  @Nested
  class AnExitCode {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 75, 74, 255})
    void maySayThatAnotherAttemptMayHelp(int code) throws Exception {
      TemplateFailure failure = failure(template("exit " + code, RUN, ""));
      assertThat(failure).isInstanceOf(RetryableFailure.class);
      assertThat(failure.code()).isEqualTo("EXIT_" + code);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 77, 78, 126, 127})
    void maySayThatNoneCan(int code) throws Exception {
      assertThat(failure(template("exit " + code, RUN, ""))).isInstanceOf(PermanentFailure.class);
    }

    @Test
    void meansWhatTheTemplateSays() throws Exception {
      String codes = "exit-codes: {retryable: [65], permanent: [3, 75]}";
      assertThat(failure(template("exit 3", RUN, "", codes))).isInstanceOf(PermanentFailure.class);
      assertThat(failure(template("exit 75", RUN, "", codes))).isInstanceOf(PermanentFailure.class);
      assertThat(failure(template("exit 65", RUN, "", codes))).isInstanceOf(RetryableFailure.class);
    }

    @Test
    void mayBeASignal() throws Exception {
      assertThat(failure(template("kill -9 $$", RUN, "")))
          .isInstanceOf(RetryableFailure.class)
          .hasMessage(
              "The command '%s/run.sh' ended with exit code 137 (signal 9)."
                  .formatted(folder.folder));
    }

    @Test
    void comesWithTheLastWords() throws Exception {
      assertThat(
              failure(
                  template(
                      "i=0; while [ $i -lt 2000 ]; do echo \"line $i\" >&2; i=$((i+1)); done; echo 'The disk is full.' >&2; exit 75",
                      RUN,
                      "")))
          .hasMessageStartingWith(
              "The command '%s/run.sh' ended with exit code 75: …".formatted(folder.folder))
          .hasMessageEndingWith(" line 1998 line 1999 The disk is full.")
          .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(250));
    }

    @Test
    void comesWithoutSecrets() throws Exception {
      TemplateFailure failure =
          failure(template("echo \"no $TOKEN please\" >&2; exit 1", RUN, "TOKEN: ${env.TOKEN}"));
      assertThat(failure).hasMessageEndingWith("exit code 1: no (secret) please.");
    }
  }

  @Nested
  class ASecret {

    @Test
    void isNotShownIfNoVariableMayHoldIt() throws Exception {
      Files.writeString(folder.folder.resolve("token"), TOKEN + "\0");
      TemplateFailure failure = failure(template("true", RUN, "TOKEN: ${file.token}"));
      assertThat(failure).isInstanceOf(PermanentFailure.class);
      assertThat(failure.code()).isEqualTo("BAD_VARIABLE");
      assertThat(failure.toString()).doesNotContain(TOKEN);
      assertThat(failure.getCause()).isNull();
      assertThat(folder.runs).isEmptyDirectory();
    }
  }

  @Nested
  class AProgram {

    @Test
    void mayBeGoneWhenItIsNeeded() throws Exception {
      DeclaredTemplate template = template("true", RUN, "");
      Files.delete(folder.folder.resolve("run.sh"));
      TemplateFailure failure = failure(template);
      assertThat(failure).isInstanceOf(PermanentFailure.class);
      assertThat(failure.code()).isEqualTo("PROGRAM_MISSING");
    }

    @Test
    void mayBeNone() throws Exception {
      Path program = folder.folder.resolve("program");
      Files.write(program, new byte[] {0x7f, 'E', 'L', 'F', 0, 0, 0});
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      DeclaredTemplate template =
          folder
              .declaring("engine: process\nprocess:\n  command: [\"${template.dir}/program\"]\n")
              .template();
      assertThat(failure(template)).isInstanceOf(TemplateFailure.class);
      assertThat(folder.runs).isEmptyDirectory();
    }
  }

  @Nested
  class AnEnd {

    /// Starts one of every kind and says their ids: a child, a grandchild without a parent, one in
    /// a session of its own, one without any environment, and itself.
    private static final String FAMILY =
        """
        sleep 300 & echo $! >> "$SEEN/pids"
        (sleep 300 & echo $! >> "$SEEN/pids")
        (setsid sleep 300 & echo $! >> "$SEEN/pids")
        (env -i /bin/sleep 300 & echo $! >> "$SEEN/pids")
        echo $$ >> "$SEEN/pids"
        """;

    @Test
    void comesToTheWholeFamilyWhenTheCallIsInterrupted() throws Exception {
      Interrupted call = interruptible(template(FAMILY + "wait", RUN, ""));
      await().until(() -> pids().size() == 5);
      assertThat(pids()).allMatch(AnEnd::isAlive);
      call.interrupt();
      assertThat(call.thrown()).isInstanceOf(InterruptedException.class);
      assertThat(pids()).noneMatch(AnEnd::isAlive);
      assertThat(folder.runs).isEmptyDirectory();
    }

    @Test
    void comesToTheWholeFamilyWhenTheTimeIsOver() throws Exception {
      DeclaredTemplate template = template(FAMILY + "wait", RUN, "");
      TemplateFailure failure =
          catchThrowableOfType(
              TemplateFailure.class,
              () -> template.create(CONFIG, TryContext.within(Duration.ofSeconds(2))));
      assertThat(failure).isInstanceOf(RetryableFailure.class);
      assertThat(failure.code()).isEqualTo("TIMED_OUT");
      assertThat(failure)
          .hasMessage(
              "The command '%s/run.sh' did not end within PT2S and was stopped."
                  .formatted(folder.folder));
      assertThat(pids()).isNotEmpty().noneMatch(AnEnd::isAlive);
    }

    @Test
    void comesToWhatStaysBehindWhenTheCommandEnds() throws Exception {
      assertThat(create(template(FAMILY + "echo '{\"id\": 1}' > \"$1\"", RUN, "")))
          .isEqualTo(details("id", "1"));
      assertThat(pids()).hasSize(5).noneMatch(AnEnd::isAlive);
    }

    @Test
    void comesToTheWholeFamilyHoweverOftenTheCallIsInterrupted() throws Exception {
      Interrupted call = interruptible(template("trap '' TERM\n" + FAMILY + "wait", RUN, ""));
      await().until(() -> pids().size() == 5);
      while (call.thread().isAlive()) {
        call.interrupt();
        Thread.onSpinWait();
      }
      assertThat(call.thrown()).isInstanceOf(InterruptedException.class);
      assertThat(pids()).noneMatch(AnEnd::isAlive);
      assertThat(folder.runs).isEmptyDirectory();
    }

    @Test
    void isForcedOnThoseThatDoNotHeed() throws Exception {
      Interrupted call =
          interruptible(
              template(
                  "trap '' TERM INT HUP; echo $$ >> \"$SEEN/pids\"; while :; do sleep 300; done",
                  RUN,
                  ""));
      await().until(() -> pids().size() == 1);
      call.interrupt();
      assertThat(call.thrown()).isInstanceOf(InterruptedException.class);
      assertThat(pids()).noneMatch(AnEnd::isAlive);
    }

    private static boolean isAlive(long pid) {
      return ProcessHandle.of(pid).isPresent() && !ProcFile.isZombie(pid);
    }
  }

  @Nested
  class AnotherCallForTheSameCanister {

    @Test
    void waitsForTheFirst() throws Exception {
      DeclaredTemplate template =
          template(
              """
              if [ -e "$SEEN/inside" ]; then echo both >> "$SEEN/both"; fi
              touch "$SEEN/inside"; echo in >> "$SEEN/ins"
              sleep 0.1; rm "$SEEN/inside"
              """,
              RUN,
              "");
      List<Thread> calls = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        var context = new TryContext(1, i, Duration.ofMinutes(1));
        calls.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    template.create(CONFIG, context);
                  } catch (TemplateFailure | InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }));
      }
      for (Thread call : calls) {
        call.join();
      }
      assertThat(seen("ins").lines()).hasSize(4);
      assertThat(seen.resolve("both")).doesNotExist();
    }
  }

  @Nested
  class ACrashOfTheService {

    @Test
    void leavesNothingThatRunsBesideTheNextCommand() throws Exception {
      Process leftover = leave(TryContext.CANISTER.text() + ".1.1.", true);
      create(template("ps -p %d > \"$SEEN/ps\"; true".formatted(leftover.pid()), RUN, ""));
      assertThat(leftover.waitFor(Duration.ofSeconds(10))).isTrue();
      assertThat(seen("ps")).doesNotContain("sleep");
      assertThat(folder.runs).isEmptyDirectory();
    }

    @Test
    void leavesNothingEvenIfNobodyNotedWhatWasStarted() throws Exception {
      Process leftover = leave(TryContext.CANISTER.text() + ".1.1.", false);
      create(template("true", RUN, ""));
      assertThat(leftover.waitFor(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void leavesNothingOnceTheServiceStartsAgain() throws Exception {
      Process leftover = leave("aaaaa-aa.1.1.", true);
      folder.templates().endLeftovers();
      assertThat(leftover.waitFor(Duration.ofSeconds(10))).isTrue();
      assertThat(folder.runs).isEmptyDirectory();
    }

    @Test
    void costsNobodyTheirLifeWhoGotTheIdOfAnEndedProcess() throws Exception {
      Process stranger = start(new ProcessBuilder("/bin/sleep", "300"));
      Path left = Files.createDirectories(folder.runs.resolve("aaaaa-aa.1.1.x"));
      Files.writeString(left.resolve("mark"), "nobody-has-this-mark");
      Instant earlier = stranger.info().startInstant().orElseThrow().minusSeconds(60);
      Files.writeString(left.resolve("process"), "%d\n%s\n".formatted(stranger.pid(), earlier));
      folder.templates().endLeftovers();
      assertThat(folder.runs).isEmptyDirectory();
      assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void isForgivenWhatItDidNotWriteToTheEnd() throws Exception {
      Path left = Files.createDirectories(folder.runs.resolve("aaaaa-aa.1.1.x"));
      Files.writeString(left.resolve("mark"), "nobody-has-this-mark");
      Files.writeString(left.resolve("process"), "12");
      Files.createDirectories(folder.runs.resolve("aaaaa-aa.1.1.y"));
      folder.templates().endLeftovers();
      assertThat(folder.runs).isEmptyDirectory();
    }

    private Process leave(String prefix, boolean isNoted) throws IOException {
      WorkFolder left = WorkFolder.make(folder.runs, prefix);
      var builder = new ProcessBuilder("/bin/sleep", "300");
      builder.environment().put(ProcessTree.MARK, left.mark());
      Process leftover = start(builder);
      if (isNoted) {
        left.note(leftover.toHandle());
      }
      return leftover;
    }

    private Process start(ProcessBuilder builder) throws IOException {
      Process process = builder.start();
      started.add(process);
      return process;
    }
  }

  private static final String RUN = "[\"${template.dir}/run.sh\", \"${result.file}\"]";

  private DeclaredTemplate template(String script, String command, String environment)
      throws IOException {
    return template(script, command, environment, "details: {}");
  }

  /// @param environment lines for `environment`, the first as it stands
  private DeclaredTemplate template(String script, String command, String environment, String more)
      throws IOException {
    return folder
        .script("run.sh", script + "\n")
        .declaring(
            """
            engine: process
            process:
              command: %s
              environment:
                SEEN: ${env.SEEN}
                %s
              %s
            """
                .formatted(command, environment, more))
        .template();
  }

  private TemplateResult create(DeclaredTemplate template) throws Exception {
    return template.create(CONFIG, TryContext.FIRST);
  }

  private TemplateFailure failure(DeclaredTemplate template) {
    return catchThrowableOfType(
        TemplateFailure.class, () -> template.create(CONFIG, TryContext.FIRST));
  }

  /// A call that runs until it is interrupted.
  private record Interrupted(Thread thread, AtomicReference<@Nullable Throwable> end) {

    void interrupt() {
      thread.interrupt();
    }

    @Nullable Throwable thrown() throws InterruptedException {
      assertThat(thread.join(Duration.ofSeconds(20))).as("it ends").isTrue();
      return end.get();
    }
  }

  private static Interrupted interruptible(DeclaredTemplate template) {
    var end = new AtomicReference<@Nullable Throwable>();
    return new Interrupted(
        Thread.ofVirtual()
            .start(() -> {
              try {
                template.create(CONFIG, TryContext.FIRST);
              } catch (Throwable thrown) {
                end.set(thrown);
              }
            }),
        end);
  }

  private String seen(String file) throws IOException {
    return Files.readString(seen.resolve(file), UTF_8).strip();
  }

  private List<Long> pids() throws IOException {
    Path file = seen.resolve("pids");
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Long::valueOf).toList();
    }
  }

  private static TemplateResult details(String key, String value) {
    return new TemplateResult(Map.of(key, value));
  }
}
