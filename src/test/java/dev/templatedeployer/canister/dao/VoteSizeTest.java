package dev.templatedeployer.canister.dao;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.templatedeployer.canister.CanisterInMemory;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.dao.DaoOperation.CastVote;
import dev.templatedeployer.canister.dao.DaoOperation.Propose;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.Json;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How much one vote writes: its event, the rows that it changes, and the head. It must depend
/// neither on how many members there are nor on how long a proposal is.
class VoteSizeTest {
  static final Principal OWNER = principal(-1);
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");

  final DaoCanister rules = new DaoCanister();

  @Test
  void isTheSameAmongAThousandMembersAsAmongTen() throws JsonProcessingException {
    Written many = vote(1_000, "Because.");

    assertThat(many.event()).isCloseTo(153, within(16));
    assertThat(many.rows()).isCloseTo(966, within(60));
    assertThat(many.head()).isCloseTo(1_144, within(60));
    assertThat(many.total()).isLessThan(4 * 1_024);
    assertThat(many.total()).isCloseTo(vote(10, "Because.").total(), within(32));
    assertThat(many.total()).isEqualTo(vote(1_000, "a".repeat(2_000)).total());
  }

  @Test
  void staysFarBelowTheLimitHoweverMuchTheHeadSays() throws JsonProcessingException {
    DaoConfig usual = config(0);
    var large =
        new DaoConfig(
            "\ud83c\udf89".repeat(100),
            "\ud83c\udf89".repeat(2_000),
            new Principal("\ud83c\udf89".repeat(64)),
            usual.governanceLevel(),
            usual.votingPowerModel(),
            usual.minimumStake(),
            usual.proposalThreshold(),
            usual.proposalDeposit(),
            usual.quorumBps(),
            usual.approvalBps(),
            usual.votingPeriod(),
            usual.timelock(),
            IntStream.range(0, 10).mapToObj(i -> new LockTier(1_000 + i, 20_000 + i)).toList(),
            IntStream.range(0, 10)
                .mapToObj(i -> new Principal("\ud83c\udf89".repeat(63) + i))
                .toList(),
            true,
            List.of());

    assertThat(size(rules.evolve(null, rules.create(large, OWNER, NOON)))).isLessThan(8 * 1_024);
  }

  @Test
  void isBoundedByWhatAMemberCanHaveAtMost() throws JsonProcessingException {
    BigInteger most = BigInteger.TEN.pow(17);
    Instant precise = NOON.plusNanos(123_456_789);
    var member =
        new Member(
            IntStream.rangeClosed(1, Member.MOST_ENTRIES)
                .mapToObj(i -> new StakeEntry(i, most, 30_000, precise, precise))
                .toList(),
            Member.MOST_ENTRIES,
            most,
            IntStream.rangeClosed(1, Member.MANY_CHECKPOINTS + Member.MOST_ENTRIES)
                .mapToObj(i -> new Checkpoint(9_000 + i, most, precise))
                .toList(),
            IntStream.range(0, 10).mapToObj(_ -> precise).toList(),
            IntStream.range(0, 50).mapToObj(_ -> precise).toList());

    assertThat(size(member)).isLessThan(40 * 1_024);
  }

  /// What one operation writes, in bytes of JSON.
  ///
  /// @param rows with their keys
  record Written(int event, int rows, int head) {
    int total() {
      return event + rows + head;
    }
  }

  private Written vote(int members, String why) throws JsonProcessingException {
    var canister = new CanisterInMemory<Dao, DaoOperation, DaoEvent>(rules);
    canister.apply(rules.create(config(members), OWNER, NOON));
    assertThat(canister.head().stakes().members()).isEqualTo(members);
    accepted(
            canister,
            new Propose("Build the pier", why, Action.motion(), null),
            principal(1),
            NOON.plusSeconds(60))
        .forEach(canister::apply);

    int event = 0;
    int rows = 0;
    for (DaoEvent voted :
        accepted(canister, new CastVote(1, Choice.YES), principal(2), NOON.plusSeconds(120))) {
      event += size(voted);
      for (Map.Entry<RowKey, Object> row : rules.evolveRows(canister, voted).entrySet()) {
        rows += row.getKey().key().length() + size(row.getValue());
      }
      canister.apply(voted);
    }
    return new Written(event, rows, size(canister.head()));
  }

  private List<DaoEvent> accepted(
      CanisterInMemory<Dao, DaoOperation, DaoEvent> canister,
      DaoOperation operation,
      Principal by,
      Instant at) {
    Ruling<DaoEvent> ruling = rules.decide(canister, operation, by, at);
    assertThat(ruling).isInstanceOf(Ruling.Accepted.class);
    return ((Ruling.Accepted<DaoEvent>) ruling).events();
  }

  private static int size(Object value) throws JsonProcessingException {
    return Json.mapper().writeValueAsString(value).getBytes(UTF_8).length;
  }

  private static DaoConfig config(int members) {
    return new DaoConfig(
        "Builders of the harbour",
        "Decides how the harbour is built, and who is paid for it.",
        principal(-2),
        GovernanceLevel.FULLY_MANAGED,
        VotingPowerModel.PROPORTIONAL,
        new BigInteger("100000000"),
        new BigInteger("1000000000"),
        new BigInteger("100000000"),
        null,
        null,
        null,
        Duration.ofDays(2),
        null,
        List.of(principal(-3), principal(-4)),
        true,
        IntStream.range(0, members)
            .mapToObj(i -> new InitialMember(principal(i), new BigInteger("5000000000")))
            .toList());
  }

  /// One of full length.
  private static Principal principal(int number) {
    return Principal.of(ByteBuffer.allocate(29).putInt(number).array());
  }
}
