package dev.templatedeployer.canister.launchpad;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterInMemory;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Claimed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Completed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Contributed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Refunded;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Advance;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Cancel;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Claim;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Contribute;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Finalise;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Pause;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Refund;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Unpause;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Whitelist;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The life of one launchpad under a clock that moves, sometimes a little back.
final class SaleHistory {
  static final Principal OWNER = new Principal("owner");
  static final Principal GUARD = new Principal("guard");
  static final List<Principal> CROWD =
      IntStream.range(0, 40).mapToObj(i -> new Principal("p" + i)).toList();
  private static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");

  final SplittableRandom random;
  final LaunchpadCanister rules = new LaunchpadCanister();
  final CanisterInMemory<Launchpad, LaunchpadOperation, LaunchpadEvent> canister =
      new CanisterInMemory<>(rules);
  final List<LaunchpadEvent> events = new ArrayList<>();
  final List<Principal> everybody;
  final LaunchpadConfig config;
  private final Duration usualStep;
  private Instant clock = BEGINNING;

  SaleHistory(SplittableRandom random) {
    this.random = random;
    this.everybody =
        Stream.concat(Stream.of(OWNER, GUARD), CROWD.stream().limit(random.nextInt(1, 41)))
            .toList();
    this.config = GeneratedSale.from(random, BEGINNING, GUARD, everybody);
    this.usualStep =
        Duration.between(BEGINNING, config.claimStart()).dividedBy(random.nextInt(15, 60));
    happen(rules.create(config, OWNER, clock));
  }

  void somethingIsAsked() {
    timePasses();
    LaunchpadOperation operation = operation();
    Principal by = random.nextInt(4) == 0 ? somebody() : entitled(operation);
    if (ruling(operation, by) instanceof Ruling.Accepted<LaunchpadEvent>(var accepted)) {
      accepted.forEach(this::happen);
    }
  }

  void timePasses() {
    clock =
        random.nextInt(20) == 0
            ? clock.minusSeconds(random.nextInt(3))
            : clock.plusSeconds(random.nextLong(usualStep.toSeconds() + 1));
  }

  /// Whatever can still happen happens: it goes on, is settled, and everybody takes what is left.
  void isBroughtToItsEnd() {
    clock = clock.plus(Duration.ofDays(30 * 365L));
    accepted(new Unpause(), OWNER);
    accepted(new Finalise(), GUARD);
    for (Principal somebody : everybody) {
      accepted(new Claim(somebody), OWNER);
      accepted(new Refund(null), somebody);
    }
    accepted(new Finalise(), GUARD);
  }

  private void accepted(LaunchpadOperation operation, Principal by) {
    if (ruling(operation, by) instanceof Ruling.Accepted<LaunchpadEvent>(var accepted)) {
      accepted.forEach(this::happen);
    }
  }

  Ruling<LaunchpadEvent> ruling(LaunchpadOperation operation, Principal by) {
    return rules.decide(canister, canister.received(operation), by, clock);
  }

  /// What a claim or a refund would give, without letting it happen; nothing if it is refused.
  BigInteger given(LaunchpadOperation operation, Principal by) {
    if (!(ruling(operation, by) instanceof Ruling.Accepted<LaunchpadEvent>(var accepted))) {
      return BigInteger.ZERO;
    }
    return switch (accepted.getFirst()) {
      case Claimed claimed -> claimed.amount();
      case Refunded refunded -> refunded.amount();
      default -> throw new AssertionError("'%s' gives nothing.".formatted(accepted.getFirst()));
    };
  }

  Instant now() {
    Instant last = canister.head().updatedAt();
    return clock.isBefore(last) ? last : clock;
  }

  void assertAccountedFor() {
    Launchpad pad = canister.head();
    Totals totals = pad.totals();
    assertThat(totals.raised()).isLessThanOrEqualTo(config.hardCap());
    assertThat(totals.raised()).isEqualTo(sum(Contributed.class, Contributed::accepted));
    assertThat(totals.claimed()).isEqualTo(sum(Claimed.class, Claimed::amount));
    assertThat(totals.refunded()).isEqualTo(sum(Refunded.class, Refunded::amount));
    assertThat(totals.refunded()).isLessThanOrEqualTo(totals.raised());
    assertThat(totals.participants()).isLessThanOrEqualTo(pad.terms().mostParticipants());
    assertRowsAddUp(pad);
    events(Contributed.class).reduce((_, last) -> last).ifPresent(this::assertTakenWithinTheCaps);
    Settlement settlement = pad.settlement();
    if (settlement != null) {
      assertSettled(settlement, totals);
    }
  }

  private void assertRowsAddUp(Launchpad pad) {
    BigInteger contributed = BigInteger.ZERO;
    BigInteger refunded = BigInteger.ZERO;
    BigInteger claimed = BigInteger.ZERO;
    BigInteger allocations = BigInteger.ZERO;
    BigInteger claimedSide = BigInteger.ZERO;
    int participants = 0;
    for (Principal somebody : everybody) {
      Participant row =
          canister.row(Participant.key(somebody), Participant.class).orElse(Participant.NEW);
      contributed = contributed.add(row.contributed());
      refunded = refunded.add(row.refunded());
      claimed = claimed.add(row.claimed());
      allocations = allocations.add(pad.allocation(row));
      claimedSide = claimedSide.add(row.allocation() == null ? BigInteger.ZERO : row.contributed());
      participants += row.contributed().signum();
      assertThat(row.contributed()).isLessThanOrEqualTo(pad.terms().mostFromOne());
      assertThat(row.refunded()).isIn(BigInteger.ZERO, row.contributed());
      assertThat(row.claimed()).isLessThanOrEqualTo(pad.allocation(row));
    }
    assertThat(contributed).isEqualTo(pad.totals().raised());
    assertThat(refunded).isEqualTo(pad.totals().refunded());
    assertThat(claimed).isEqualTo(pad.totals().claimed());
    assertThat(participants).isEqualTo(pad.totals().participants());
    assertThat(claimedSide.signum() == 0 || refunded.signum() == 0).isTrue();
    assertThat(allocations).isLessThanOrEqualTo(config.totalSaleAmount());
    switch (pad.status()) {
      case COMPLETED -> assertThat(claimedSide).isEqualTo(contributed);
      case REFUNDED, FINALISED -> assertThat(refunded).isEqualTo(contributed);
      default -> {}
    }
  }

  /// @param contributed the last contribution
  private void assertTakenWithinTheCaps(Contributed contributed) {
    assertThat(contributed.accepted().add(contributed.refunded())).isEqualTo(contributed.asked());
    assertThat(contributed.accepted()).isPositive();
    assertThat(contributed.reason() == null).isEqualTo(contributed.refunded().signum() == 0);
    boolean fillsTheHardCap = canister.head().room().signum() == 0;
    assertThat(contributed.accepted().compareTo(config.minContribution()) >= 0 || fillsTheHardCap)
        .isTrue();
  }

  private void assertSettled(Settlement settlement, Totals totals) {
    assertThat(totals.raised()).isGreaterThanOrEqualTo(config.softCap());
    assertThat(settlement.sold().add(settlement.unsold())).isEqualTo(config.totalSaleAmount());
    assertThat(settlement.platformFee().add(settlement.successFee()).add(settlement.proceeds()))
        .isEqualTo(totals.raised());
    assertThat(settlement.unsold()).isNotNegative();
    assertThat(totals.allocated()).isLessThanOrEqualTo(settlement.sold());
  }

  /// The sum of all allocations, the dust and what was not sold is what was for sale; and the dust
  /// is less than one unit a participant.
  void assertSoldToTheUnit() {
    Map<Principal, BigInteger> allocations = new HashMap<>();
    events(Claimed.class)
        .forEach(claimed -> allocations.put(claimed.participant(), claimed.allocation()));
    BigInteger sum = allocations.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger dust = sum(Completed.class, Completed::dust);
    Totals totals = canister.head().totals();
    Settlement settlement = requireNonNull(canister.head().settlement());

    assertThat(sum.add(dust).add(settlement.unsold())).isEqualTo(config.totalSaleAmount());
    assertThat(sum(Claimed.class, Claimed::amount)).isEqualTo(sum);
    assertThat(dust).isNotNegative().isLessThan(BigInteger.valueOf(totals.participants()));
    if (config.saleType() == SaleType.FAIR_LAUNCH) {
      assertThat(settlement.unsold()).isZero();
      allocations.forEach((participant, allocation) ->
          assertThat(allocation)
              .isEqualTo(
                  contributed(participant)
                      .multiply(config.totalSaleAmount())
                      .divide(totals.raised())));
    } else {
      allocations.forEach((participant, allocation) ->
          assertThat(allocation)
              .isEqualTo(
                  contributed(participant)
                      .multiply(BigInteger.TEN.pow(config.saleToken().decimals()))
                      .divide(requireNonNull(config.tokenPrice()))));
    }
  }

  private BigInteger contributed(Principal participant) {
    return events(Contributed.class)
        .filter(event -> event.participant().equals(participant))
        .map(Contributed::accepted)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  <T extends LaunchpadEvent> Stream<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }

  <T extends LaunchpadEvent> BigInteger sum(Class<T> type, Function<T, BigInteger> amount) {
    return events(type).map(amount).reduce(BigInteger.ZERO, BigInteger::add);
  }

  void happen(LaunchpadEvent event) {
    assertThat(events.isEmpty() || !event.at().isBefore(events.getLast().at())).isTrue();
    canister.apply(event);
    events.add(event);
  }

  Principal somebody() {
    return everybody.get(random.nextInt(everybody.size()));
  }

  private Principal entitled(LaunchpadOperation operation) {
    return switch (operation) {
      case Whitelist _, Cancel _ -> OWNER;
      case Pause _, Unpause _ -> GUARD;
      case Claim(var participant) -> participant == null ? somebody() : OWNER;
      case Refund(var participant) -> participant == null ? somebody() : OWNER;
      case Contribute _, Advance _, Finalise _ -> somebody();
    };
  }

  LaunchpadOperation operation() {
    return switch (random.nextInt(50)) {
      case 0 -> new Pause("Because.");
      case 1, 2, 3, 4 -> new Unpause();
      case 5 -> random.nextInt(6) == 0 ? new Cancel("Because.") : new Advance();
      case 6, 7 -> new Advance();
      case 8, 9, 10 -> new Finalise();
      case 11, 12, 13 -> new Whitelist(List.of(somebody(), somebody()));
      case 14, 15, 16 -> new Refund(random.nextBoolean() ? null : somebody());
      case 17, 18, 19, 20, 21, 22 -> new Claim(random.nextBoolean() ? null : somebody());
      default -> new Contribute(amount());
    };
  }

  /// Often just about a bound.
  private BigInteger amount() {
    BigInteger about =
        switch (random.nextInt(4)) {
          case 0 -> config.minContribution();
          case 1 -> canister.head().room();
          case 2 -> canister.head().terms().mostFromOne();
          default -> part(config.hardCap());
        };
    return about.add(BigInteger.valueOf(random.nextInt(-1, 2)));
  }

  private BigInteger part(BigInteger whole) {
    return whole
        .multiply(BigInteger.valueOf(random.nextInt(1, 1_000)))
        .divide(BigInteger.valueOf(random.nextBoolean() ? 1_000 : 8_000));
  }
}
