package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.CanisterInMemory;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.dao.Action;
import dev.templatedeployer.canister.dao.Choice;
import dev.templatedeployer.canister.dao.Dao;
import dev.templatedeployer.canister.dao.DaoCanister;
import dev.templatedeployer.canister.dao.DaoConfig;
import dev.templatedeployer.canister.dao.DaoEvent;
import dev.templatedeployer.canister.dao.DaoOperation;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The DAO of the example on the command line, after a proposal and a vote.
class DaoPageTest {
  static final ObjectMapper JSON = Json.mapper();
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Principal MEMBER = new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");

  private final DaoCanister rules = new DaoCanister();
  private final CanisterInMemory<Dao, DaoOperation, DaoEvent> dao = new CanisterInMemory<>(rules);
  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void readsWell() throws IOException {
    var config = JSON.readValue(Path.of("src/examples/dao.json").toFile(), DaoConfig.class);
    dao.apply(rules.create(config, MEMBER, NOON.minus(Duration.ofDays(3))));
    Action transfer = Action.transfer(MEMBER, BigInteger.valueOf(1_000_000_000));
    happens(new DaoOperation.Propose("Pay the builders", null, transfer, null), 48);
    happens(new DaoOperation.CastVote(1, Choice.YES), 24);

    assertThat(page("summary", Map.of()))
        .isEqualTo(
            """
              name               Builders of the harbour
              description        Decides how the harbour is built, and who is paid for it.
              status             ACTIVE
              at                 2026-03-01 12:00:00Z (now)
              tokenId            ryjl3-tyaaa-aaaaa-aaaba-cai
              owner              rrkah-fqaaa-aaaaa-aaaaq-cai
              members            2
              totalStaked        7,500,000,000
              totalPower         8,250,000,000
              treasury           0
              depositsHeld       100,000,000
              proposals          1
              open               1
              lastProposals      proposal  status  kind      title             yes            no  next
                                 1         OPEN    TRANSFER  Pay the builders  3,300,000,000  0   2026-03-06 12:00:00Z (in 5 d)
              governanceLevel    SEMI_MANAGED
              votingPowerModel   PROPORTIONAL
              minimumStake       100,000,000
              proposalThreshold  1,000,000,000
              proposalDeposit    100,000,000
              quorumBps          2,000
              approvalBps        5,000
              votingPeriod.min   24 h
              votingPeriod.max   7 d
              timelock           2 d
              lockTiers          days  multiplierBps
                                 7     11,000
                                 90    15,000
                                 365   20,000
              pauseEnabled       yes
              emergencyContacts  rrkah-fqaaa-aaaaa-aaaaq-cai
              createdAt          2026-02-26 12:00:00Z (3 d ago)
              updatedAt          2026-02-28 12:00:00Z (24 h ago)
            """);
    assertThat(page("tally", Map.of("proposal", "1")))
        .contains("timeRemaining  5 d", "quorumReached  yes", "action.amount  1,000,000,000");
    assertThat(page("members", Map.of("limit", "1")))
        .contains("em77e-bvlzu-aq  2,750,000,000  3,333", "next   em77e-bvlzu-aq");
  }

  private void happens(DaoOperation operation, int hoursAgo) {
    Ruling<DaoEvent> ruling =
        rules.decide(dao, operation, MEMBER, NOON.minus(Duration.ofHours(hoursAgo)));
    assertThat(ruling).isInstanceOf(Ruling.Accepted.class);
    ((Ruling.Accepted<DaoEvent>) ruling).events().forEach(dao::apply);
  }

  private String page(String name, Map<String, String> parameters) throws IOException {
    var view = Objects.requireNonNull(rules.views().get(name));
    server.answers(
        "GET /v1/canisters/x/views/" + name,
        200,
        JSON.writeValueAsString(view.answer(dao, NOON, parameters)));
    return terminal.run("canister", "x", "--view", name).out();
  }
}
