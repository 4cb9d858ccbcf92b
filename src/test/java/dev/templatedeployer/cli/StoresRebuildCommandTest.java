package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StoresRebuildCommandTest {

  static final StoresWork.Result MANY = new StoresWork.Result(1_500, 20, 3, 0, Map.of());

  @Test
  void saysWhatTheStoresHold() {
    var ended =
        new Terminal()
            .rebuildingStores((wish, listener) -> {
              assertThat(wish.isTrial()).isFalse();
              listener.reached(0, 2_000);
              listener.reached(2_000, 2_000);
              return MANY;
            })
            .run("stores", "rebuild");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("Rebuilt. The stores hold 1,500 deployments, 20 canisters, and 3 operations");
    assertThat(ended.err()).contains("rebuilding");
  }

  @Test
  void asksFirstOnATerminal() {
    var ended =
        new Terminal()
            .onScreen()
            .typing("no\n")
            .rebuildingStores((_, _) -> {
              throw new AssertionError("It was not meant.");
            })
            .run("stores", "rebuild");

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED.number());
    assertThat(ended.err()).contains("are thrown away", "Nothing was changed.");
  }

  @Test
  void asksNobodyAboutATrial() {
    var ended =
        new Terminal()
            .onScreen()
            .rebuildingStores((wish, _) -> {
              assertThat(wish.isTrial()).isTrue();
              return MANY;
            })
            .run("stores", "rebuild", "--dry-run");

    assertThat(ended.out()).contains("The stores would hold 1,500 deployments");
  }

  @Test
  void saysWhatIsPassedOverAndWhatCameAgain() {
    var ended =
        new Terminal()
            .rebuildingStores((wish, _) -> {
              assertThat(wish.fromTheirBeginning()).containsExactly("deployments.reports");
              return new StoresWork.Result(1, 0, 0, 2, Map.of("deployments.commands", 12L));
            })
            .run("stores", "rebuild", "--from-beginning", "deployments.reports", "--output=json");

    assertThat(ended.out())
        .contains("\"rebuilt\":true", "\"repeated\":2", "\"deployments.commands\":12");
    assertThat(ended.err())
        .contains("its 12 records are passed over", "--from-beginning deployments.commands")
        .contains("2 events came again");
  }

  @Test
  void saysWhyItCannot() {
    var ended =
        new Terminal()
            .rebuildingStores((_, _) -> {
              throw new CommandFailed(ExitCode.REFUSED, "2 stream threads are in the group 'x'.");
            })
            .run("stores", "rebuild");

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED.number());
    assertThat(ended.err()).contains("2 stream threads are in the group");
  }
}
