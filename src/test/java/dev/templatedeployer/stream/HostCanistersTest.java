package dev.templatedeployer.stream;

import static dev.templatedeployer.stream.RunningTopology.NOON;
import static dev.templatedeployer.stream.RunningTopology.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCanistersTest {

  static final Principal ID = new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e");
  static final Principal OWNER = new Principal("ryjl3-tyaaa-aaaaa-aaaba-cai");
  static final Principal ADA = new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");
  static final Principal BOB = new Principal("em77e-bvlzu-aq");

  @TempDir Path stateDir;
  RunningTopology topology;

  @BeforeEach
  void start() {
    topology = new RunningTopology(stateDir);
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Test
  void createACanisterOnceHoweverOftenItsRecordComes() throws IOException {
    create("lock");
    create("lock");
    assertThat(topology.canisterEvents())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo("Created");
          assertThat(event.version()).isEqualTo(1);
        });
    assertThat(topology.canisterReplies()).isEmpty();
  }

  @Test
  void takeAnOperationAndAnswerItsResendWithoutDoingItTwice() throws IOException {
    create("lock");
    topology.canisterEvents();
    operate("c-1", "claim", ADA, "{\"amount\":\"7\"}");
    operate("c-1", "claim", ADA, "{\"amount\":\"7\"}");
    operate("c-2", "claim", ADA, "{\"amount\":\"8\"}");
    assertThat(topology.canisterEvents())
        .extracting(RecordedCanisterEvent::version)
        .containsExactly(2L, 3L);
    assertThat(topology.canisterReplies())
        .containsExactly(
            new CanisterReply.Accepted(ID, "c-1", 2),
            new CanisterReply.Accepted(ID, "c-1", 2),
            new CanisterReply.Accepted(ID, "c-2", 3));
  }

  @Test
  void answerAResendHoweverManyOperationsCameBetween() throws IOException {
    create("lock");
    operate("c-0", "claim", ADA, "{\"amount\":\"7\"}");
    for (int i = 1; i <= 100; i++) {
      operate("c-" + i, "claim", ADA, "{\"amount\":\"1\"}");
    }
    assertThat(topology.canisterEvents()).hasSize(102);
    topology.canisterReplies();
    topology.stall(TakenCommand.KEPT);
    operate("c-0", "claim", ADA, "{\"amount\":\"7\"}");
    assertThat(topology.canisterEvents()).isEmpty();
    assertThat(topology.canisterReplies())
        .containsExactly(new CanisterReply.Accepted(ID, "c-0", 2));
  }

  @Test
  void forgetACommandAfterAWeek() throws IOException {
    create("lock");
    operate("c-1", "claim", ADA, "{\"amount\":\"7\"}");
    topology.canisterEvents();
    topology.stall(TakenCommand.KEPT.plusMillis(1));
    operate("c-1", "claim", ADA, "{\"amount\":\"7\"}");
    assertThat(topology.canisterEvents()).hasSize(1);
  }

  @Test
  void letTwoSendersUseTheSameId() throws IOException {
    create("distribution");
    operate(null, "fund", OWNER, "{\"amount\":\"100000000000\"}");
    operate(null, "activate", OWNER, "{}");
    topology.stall(Duration.ofDays(1));
    topology.canisterEvents();
    topology.canisterReplies();
    operate("1", "claim", ADA, "{\"amount\":\"7\"}");
    operate("1", "claim", BOB, "{\"amount\":\"7\"}");
    assertThat(topology.canisterEvents())
        .extracting(RecordedCanisterEvent::by)
        .containsExactly(ADA, BOB);
    assertThat(topology.canisterReplies())
        .extracting(reply -> ((CanisterReply.Accepted) reply).version())
        .doesNotHaveDuplicates();
  }

  @Test
  void refuseAnotherOperationOrOtherArgumentsUnderAnIdThatWasUsed() throws IOException {
    create("lock");
    operate("c-1", "claim", ADA, "{\"amount\":\"7\"}");
    topology.canisterEvents();
    topology.canisterReplies();
    operate("c-1", "claim", ADA, "{\"amount\":\"8\"}");
    operate("c-1", "unlock", ADA, "{\"amount\":\"7\"}");
    operate("c-1", "claim", ADA, "{\"amount\":\"7\"}");
    assertThat(topology.canisterEvents()).isEmpty();
    assertThat(topology.canisterReplies())
        .containsExactly(
            conflict("claim"), conflict("unlock"), new CanisterReply.Accepted(ID, "c-1", 2));
  }

  @Test
  void rememberACommandThatHadNothingToDo() throws IOException {
    create("distribution");
    operate(null, "fund", OWNER, "{\"amount\":\"100000000000\"}");
    operate(null, "activate", OWNER, "{}");
    operate("p-1", "resume", OWNER, "{}");
    operate(null, "pause", OWNER, "{\"reason\":\"A look at the list.\"}");
    topology.canisterEvents();
    operate("p-1", "resume", OWNER, "{}");
    assertThat(topology.canisterEvents()).isEmpty();
    assertThat(topology.canisterReplies().getLast())
        .isEqualTo(new CanisterReply.Accepted(ID, "p-1", 3));
  }

  @Test
  void keepTheRowsOfACanister() throws IOException {
    create("distribution");
    operate(null, "fund", OWNER, "{\"amount\":\"100000000000\"}");
    operate(null, "activate", OWNER, "{}");
    topology.stall(Duration.ofDays(1));
    operate(null, "claim", BOB, "{\"amount\":\"7\"}");
    topology.canisterEvents();
    topology.canisterReplies();
    operate(null, "claim", BOB, "{\"amount\":\"40000000000\"}");
    operate(null, "claim", OWNER, "{}");
    assertThat(topology.canisterEvents()).isEmpty();
    assertThat(topology.canisterReplies())
        .extracting(reply -> ((CanisterReply.Refused) reply).code())
        .containsExactly("EXCEEDS_CLAIMABLE", "NOT_A_PARTICIPANT");
  }

  @Test
  void refuseWhatIsAskedOfNoCanister() {
    operate("c-1", "claim", ADA, "{}");
    assertThat(topology.canisterReplies())
        .singleElement()
        .isInstanceOfSatisfying(
            CanisterReply.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("NOT_FOUND"));
    assertThat(topology.canisterEvents()).isEmpty();
  }

  @Test
  void putAsideWhatCannotBeReadAndGoOn() throws IOException {
    topology.send(
        TOPICS.canisterCommands(), ID.text(), "S3CR3T".getBytes(UTF_8), new RecordHeaders());
    create("lock");
    assertThat(topology.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.value()).asString(UTF_8).startsWith("The value does not begin with");
          assertThat(letter.headers().toString()).doesNotContain("S3CR3T");
        });
    assertThat(topology.canisterEvents()).hasSize(1);
  }

  private static CanisterReply conflict(String operation) {
    return new CanisterReply.Refused(
        ID,
        "c-1",
        "CONFLICT",
        "Cannot carry out '%s': the command id belongs to another operation of '%s' on this canister, or to one with other arguments. Send yours under a new id, or resend the first one unchanged."
            .formatted(operation, ADA),
        List.of());
  }

  private void create(String kind) throws IOException {
    topology.send(
        new CanisterCommand.Create(
            ID,
            "web-42",
            OWNER,
            kind,
            new JsonBytes(Files.readAllBytes(Path.of("src/examples", kind + ".json"))),
            OWNER,
            "web-42",
            NOON));
  }

  private void operate(
      @Nullable String commandId, String operation, Principal by, String arguments) {
    topology.send(
        new CanisterCommand.Operate(
            ID, commandId, by, operation, new JsonBytes(arguments.getBytes(UTF_8))));
  }
}
