package dev.templatedeployer.canister.dao;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterInMemory;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.Seeds;
import dev.templatedeployer.canister.WholeCanister;
import dev.templatedeployer.canister.dao.DaoOperation.Cancel;
import dev.templatedeployer.canister.dao.DaoOperation.CastVote;
import dev.templatedeployer.canister.dao.DaoOperation.Execute;
import dev.templatedeployer.canister.dao.DaoOperation.Finalise;
import dev.templatedeployer.canister.dao.DaoOperation.Fund;
import dev.templatedeployer.canister.dao.DaoOperation.PauseAll;
import dev.templatedeployer.canister.dao.DaoOperation.Propose;
import dev.templatedeployer.canister.dao.DaoOperation.Stake;
import dev.templatedeployer.canister.dao.DaoOperation.Unpause;
import dev.templatedeployer.canister.dao.DaoOperation.Unstake;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What holds of every DAO, whatever is asked of it, by whom and when. [DaoBook] says what.
class DaoLawsTest {
  static final Principal CONTACT = new Principal("contact");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void theBooksAgreeAtEveryStep() {
    Seeds.each(
        150,
        random -> {
          var history = new History(random, 8);
          for (int step = 0; step < 200; step++) {
            history.somethingIsAsked();
            history.assertTheBooksAgree();
          }
        });
  }

  @Test
  void theBooksAgreeAfterALongLifeWithManyMembers() {
    Seeds.each(
        4,
        random -> {
          var history = new History(random, 60);
          for (int step = 0; step < 4_000; step++) {
            history.somethingIsAsked();
            if (step % 200 == 0) {
              history.assertTheBooksAgree();
            }
          }
          history.assertTheBooksAgree();
          assertThat(history.canister.head().proposals().votes()).isGreaterThan(200);
        });
  }

  @Test
  void foldingTheEventsAgainGivesTheSameDao() {
    Seeds.each(
        50,
        random -> {
          var history = new History(random, 8);
          for (int step = 0; step < 200; step++) {
            history.somethingIsAsked();
          }

          var again = new CanisterInMemory<Dao, DaoOperation, DaoEvent>(new DaoCanister());
          history.events.forEach(again::apply);

          assertThat(again.head()).isEqualTo(history.canister.head());
          for (var table : Tables.TYPES.entrySet()) {
            assertThat(rows(again, table.getKey(), table.getValue()))
                .isEqualTo(rows(history.canister, table.getKey(), table.getValue()));
          }
        });
  }

  @Test
  void theHistoriesLeaveNoEventOutAndReachEveryEnd() {
    var seen = new HashSet<Class<?>>();
    var ends = new HashSet<ProposalStatus>();
    Seeds.each(
        100,
        random -> {
          var history = new History(random, 8);
          for (int step = 0; step < 400; step++) {
            history.somethingIsAsked();
          }
          history.events.forEach(event -> seen.add(event.getClass()));
          ends.addAll(history.book.statuses.values());
        });

    assertThat(seen).hasSameElementsAs(new DaoCanister().events().values());
    assertThat(ends)
        .contains(
            ProposalStatus.REJECTED,
            ProposalStatus.SUCCEEDED,
            ProposalStatus.FAILED,
            ProposalStatus.CANCELLED,
            ProposalStatus.EXPIRED);
  }

  private static <R> List<Row<R>> rows(WholeCanister<Dao> canister, String table, Class<R> type) {
    var all = new ArrayList<Row<R>>();
    List<Row<R>> page = canister.rows(table, null, WholeCanister.MOST_ROWS, type);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = canister.rows(table, page.getLast().key(), WholeCanister.MOST_ROWS, type);
    }
    return all;
  }

  /// The life of one DAO under a clock that moves, sometimes a little back.
  private static final class History {
    final DaoCanister rules = new DaoCanister();
    final CanisterInMemory<Dao, DaoOperation, DaoEvent> canister = new CanisterInMemory<>(rules);
    final List<DaoEvent> events = new ArrayList<>();
    final DaoBook book;
    private final SplittableRandom random;
    private final List<Principal> people;
    private Instant clock = NOON;

    History(SplittableRandom random, int people) {
      this.random = random;
      this.people = IntStream.range(0, people).mapToObj(i -> new Principal("person " + i)).toList();
      var created = (DaoEvent.Created) rules.create(config(), CONTACT, clock);
      canister.apply(created);
      events.add(created);
      book = new DaoBook(created);
    }

    void somethingIsAsked() {
      timePasses();
      DaoOperation operation = operation();
      Principal by = by(operation);
      if (rules.decide(canister, canister.received(operation), by, clock)
          instanceof Ruling.Accepted<DaoEvent>(var accepted)) {
        accepted.forEach(this::happen);
        if (!accepted.isEmpty() && !isRepeatable(operation)) {
          assertThat(rules.decide(canister, operation, by, clock))
              .as("'%s' a second time", operation)
              .satisfiesAnyOf(
                  again -> assertThat(again).isInstanceOf(Ruling.Refused.class),
                  again -> assertThat(again).isEqualTo(new Ruling.Accepted<>(List.of())));
        }
      }
    }

    void assertTheBooksAgree() {
      Dao dao = canister.head();
      Stakes stakes = dao.stakes();
      BigInteger powers = BigInteger.ZERO;
      BigInteger staked = BigInteger.ZERO;
      int members = 0;
      for (Row<Member> row : rows(canister, Tables.MEMBERS, Member.class)) {
        var principal = new Principal(row.key());
        assertThat(row.value().entries()).isEqualTo(book.stakes.getOrDefault(principal, List.of()));
        assertThat(row.value().power()).isEqualTo(book.power(principal));
        powers = powers.add(row.value().power());
        staked = staked.add(row.value().staked());
        members += row.value().power().signum();
      }
      assertThat(stakes).isEqualTo(new Stakes(members, staked, book.in, book.out, powers));
      assertThat(stakes.in()).isEqualTo(stakes.out().add(stakes.held()));
      assertThat(stakes.power()).isEqualTo(book.totalPower());
      assertThat(dao.treasury().balance()).isEqualTo(book.treasury).isNotNegative();
      assertThat(dao.treasury().deposits()).isEqualTo(book.depositsHeld());
      assertProposalsAgree(dao.proposals());
    }

    private void assertProposalsAgree(Counts counts) {
      List<Row<Proposal>> proposals = rows(canister, Tables.PROPOSALS, Proposal.class);
      assertThat(counts)
          .isEqualTo(
              new Counts(
                  proposals.size(),
                  count(ProposalStatus.OPEN),
                  count(ProposalStatus.ACCEPTED),
                  count(ProposalStatus.REJECTED),
                  count(ProposalStatus.SUCCEEDED),
                  count(ProposalStatus.FAILED),
                  count(ProposalStatus.CANCELLED),
                  count(ProposalStatus.EXPIRED),
                  book.votes));
      for (Row<Proposal> row : proposals) {
        Proposal proposal = row.value();
        int number = proposal.number();
        assertThat(proposal.decided()).isEqualTo(book.statuses.get(number));
        assertThat(proposal.deposit()).isEqualTo(book.deposits.get(number));
        assertThat(proposal.tally())
            .isEqualTo(
                new Tally(
                    book.saying(number, Choice.YES),
                    book.saying(number, Choice.NO),
                    book.saying(number, Choice.ABSTAIN),
                    book.ballots(number).size()));
        assertThat(proposal.tally().decisive().add(proposal.tally().abstain()))
            .isLessThanOrEqualTo(proposal.terms().totalPower());
        for (DaoEvent.Voted vote : book.ballots(number).values()) {
          assertThat(canister.row(Tables.vote(number, vote.by()), Vote.class))
              .contains(new Vote(vote.choice(), vote.power(), vote.at()));
        }
      }
      assertThat(rows(canister, Tables.VOTES, Vote.class)).hasSize(book.votes);
    }

    private int count(ProposalStatus status) {
      return (int) book.statuses.values().stream().filter(status::equals).count();
    }

    private void happen(DaoEvent event) {
      book.happens(event);
      canister.apply(event);
      events.add(event);
    }

    private void timePasses() {
      clock =
          clock.plusSeconds(
              switch (random.nextInt(120)) {
                case 0, 1 -> -random.nextInt(5);
                case 2 -> random.nextInt(40 * 86_400);
                case 3, 4, 5 -> random.nextInt(3 * 86_400);
                case 6, 7, 8, 9, 10, 11, 12, 13 -> random.nextInt(3_600);
                default -> random.nextInt(120);
              });
    }

    private static boolean isRepeatable(DaoOperation operation) {
      return operation instanceof Stake
          || operation instanceof Fund
          || operation instanceof Propose;
    }

    private DaoOperation operation() {
      int last = canister.head().proposals().made();
      return switch (random.nextInt(55)) {
        case 0, 1, 2, 3 -> new Stake(amount(50, 5_000), random.nextInt(0, 5));
        case 4, 5, 6 -> new Unstake(random.nextInt(1, 6));
        case 7 -> new Fund(amount(0, 300));
        case 8, 9, 10 -> new Propose("Do it", null, action(), votingPeriod());
        case 11, 12, 13 -> new Finalise(proposal(last));
        case 14, 15 -> new Execute(proposal(last));
        case 16 -> new Cancel(proposal(last), "Because.");
        case 17 -> random.nextInt(4) == 0 ? new PauseAll("Because.") : new Unpause();
        case 18, 19 -> new Unpause();
        default -> new CastVote(proposal(last), choice());
      };
    }

    /// Mostly one of the last, for much can still become of these.
    private int proposal(int last) {
      return random.nextInt(4) == 0
          ? random.nextInt(last + 2)
          : Math.max(0, last - random.nextInt(4));
    }

    private Choice choice() {
      return switch (random.nextInt(6)) {
        case 0 -> Choice.NO;
        case 1 -> Choice.ABSTAIN;
        default -> Choice.YES;
      };
    }

    private Principal by(DaoOperation operation) {
      boolean isForContacts =
          operation instanceof PauseAll
              || operation instanceof Unpause
              || (operation instanceof Cancel && random.nextBoolean());
      return isForContacts && random.nextInt(5) > 0 ? CONTACT : somebody();
    }

    private Action action() {
      return switch (random.nextInt(10)) {
        case 0, 8, 9 -> Action.transfer(somebody(), amount(1, 300_000_000));
        case 1 -> Action.mint(random.nextBoolean() ? null : somebody(), amount(1, 300));
        case 2 -> Action.burn(amount(1, 400));
        case 3 -> Action.raiseLevel(one(GovernanceLevel.values()));
        case 4 -> Action.call(new Action.Call(somebody(), "set_fee", ""));
        case 5, 6 ->
            Action.params(
                new ParamsChange(
                    null,
                    amount(1, 60),
                    null,
                    random.nextInt(50, 3_000),
                    random.nextInt(5_000, 7_000),
                    null,
                    Duration.ofHours(random.nextInt(1, 100))));
        default -> Action.motion();
      };
    }

    private @Nullable Duration votingPeriod() {
      return random.nextBoolean() ? null : Duration.ofHours(random.nextInt(1, 200));
    }

    private BigInteger amount(int least, int bound) {
      return BigInteger.valueOf(random.nextInt(least, bound));
    }

    private <T> T one(T[] of) {
      return of[random.nextInt(of.length)];
    }

    private Principal somebody() {
      return people.get(random.nextInt(people.size()));
    }

    private DaoConfig config() {
      VotingPowerModel model = one(VotingPowerModel.values());
      return new DaoConfig(
          "Generated",
          "Generated.",
          new Principal("token"),
          one(GovernanceLevel.values()),
          model,
          BigInteger.valueOf(100),
          BigInteger.ONE,
          new BigInteger("100000000"),
          random.nextInt(100, 3_000),
          random.nextInt(5_000, 8_000),
          new VotingPeriod(Duration.ofHours(1), Duration.ofHours(random.nextInt(2, 720))),
          Duration.ofHours(random.nextInt(1, 168)),
          List.of(new LockTier(7, 10_000), new LockTier(30, 12_345), new LockTier(1_095, 30_000)),
          List.of(CONTACT),
          true,
          people.stream()
              .filter(_ -> random.nextInt(3) > 0)
              .map(person -> new InitialMember(person, amount(100, 5_000)))
              .toList());
    }
  }
}
