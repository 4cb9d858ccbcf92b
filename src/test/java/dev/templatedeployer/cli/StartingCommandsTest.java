package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.bench.FakeKafka;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartingCommandsTest {

  private final Terminal terminal = new Terminal();

  @Test
  void developmentModeHasDefaults() {
    assertThat(terminal.run("dev").code()).isZero();
    assertThat(terminal.started())
        .containsExactly(new DevelopmentMode.Options(Path.of(".deployer"), 8080, 9092, false));
  }

  @Test
  void developmentModeGetsItsOptions() {
    terminal.run("dev --data-dir /tmp/try --port 0 --kafka-port 9093 --demo".split(" "));
    assertThat(terminal.started())
        .containsExactly(new DevelopmentMode.Options(Path.of("/tmp/try"), 0, 9093, true));
  }

  @Test
  void serviceGetsItsFileAndSettings() {
    terminal.run("serve --config a.properties --set x.y=1 --set z=a=b".split(" "));
    assertThat(terminal.started())
        .containsExactly(
            new Service.Options(Path.of("a.properties"), Map.of("x.y", "1", "z", "a=b")));
  }

  @Test
  void serviceDoesWithoutAFile() {
    terminal.run("serve");
    assertThat(terminal.started()).containsExactly(new Service.Options(null, Map.of()));
  }

  @Test
  void sayInASentenceWhyNothingStarts() {
    assertThat(
            startingWith(_ -> {
              throw new CommandFailed(ExitCode.USAGE, "Port 8080 is taken.");
            }))
        .isEqualTo(new Terminal.Ended(2, "", "Port 8080 is taken.\n"));
  }

  @Test
  void ownUpToFaultsOfTheProgram() {
    var ended =
        startingWith(_ -> {
          throw new IllegalStateException("The floor is gone.");
        });
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith(
            "This is a fault of the deployer. Please report it with these lines:\n"
                + "java.lang.IllegalStateException: The floor is gone.\n\tat ");
  }

  private static Terminal.Ended startingWith(Service service) {
    var err = new ByteArrayOutputStream();
    var surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            Map.of(),
            InstantSource.system(),
            _ -> {});
    var parts =
        new Parts(
            _ -> {},
            service,
            _ -> {
              throw new AssertionError("'serve' has no business with it.");
            },
            _ -> new FakeBroker(),
            (_, _) -> new FakeKafka(),
            (_, _) -> 0,
            (_, _) -> {
              throw new AssertionError("'serve' rebuilds nothing.");
            },
            (_, _) -> {
              throw new AssertionError("'serve' changes nothing by itself.");
            });
    var code = DeployerCommand.run(new String[] {"serve"}, parts, surroundings);
    return new Terminal.Ended(code, "", err.toString(UTF_8));
  }
}
