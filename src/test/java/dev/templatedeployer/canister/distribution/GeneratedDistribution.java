package dev.templatedeployer.canister.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterInMemory;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.WholeCanister;
import dev.templatedeployer.canister.distribution.DistributionOperation.Activate;
import dev.templatedeployer.canister.distribution.DistributionOperation.AddRecipients;
import dev.templatedeployer.canister.distribution.DistributionOperation.Cancel;
import dev.templatedeployer.canister.distribution.DistributionOperation.Claim;
import dev.templatedeployer.canister.distribution.DistributionOperation.Complete;
import dev.templatedeployer.canister.distribution.DistributionOperation.Fund;
import dev.templatedeployer.canister.distribution.DistributionOperation.Pause;
import dev.templatedeployer.canister.distribution.DistributionOperation.Register;
import dev.templatedeployer.canister.distribution.DistributionOperation.Resume;
import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.GeneratedSchedule;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The life of one distribution of any kind, made by chance, under a clock that moves, sometimes a
/// little back.
final class GeneratedDistribution {

  static final Principal OWNER = new Principal("owner");

  final DistributionCanister rules = new DistributionCanister();
  final CanisterInMemory<Distribution, DistributionOperation, DistributionEvent> canister =
      new CanisterInMemory<>(rules);
  final List<DistributionEvent> events = new ArrayList<>();

  private final SplittableRandom random;
  private final GeneratedSchedule schedule;
  private final List<Recipient> list;
  private final MerkleTree tree;
  private final List<Principal> everybody;
  private Instant clock;
  private int added;
  private @Nullable DistributionOperation lastOperation;
  private Principal lastBy = OWNER;

  GeneratedDistribution(long seed) {
    this(new SplittableRandom(seed));
  }

  GeneratedDistribution(SplittableRandom random) {
    this.random = random;
    this.schedule = GeneratedSchedule.from(random);
    this.list =
        IntStream.rangeClosed(1, random.nextInt(1, 25))
            .mapToObj(i -> new Recipient(new Principal("p" + i), amount(), null))
            .toList();
    this.tree = new MerkleTree(list);
    this.everybody = new ArrayList<>(list.stream().map(Recipient::principal).toList());
    everybody.add(OWNER);
    everybody.add(new Principal("stranger"));
    this.clock = schedule.start().minusSeconds(random.nextInt(0, 1_000));
    happen(rules.create(config(), OWNER, clock));
  }

  Instant clock() {
    return clock;
  }

  /// What the clock says, or when the last event happened if the clock was put back since.
  Instant clockFromTheLastEventOn() {
    Instant last = events.getLast().at();
    return clock.isBefore(last) ? last : clock;
  }

  /// When everything is unlocked, as far as anybody knows.
  Instant endOfSchedule() {
    return canister.head().lastUnlock().orElse(schedule.plan().end());
  }

  /// How many parts the schedule has, each of which is rounded for itself.
  int parts() {
    ScheduleConfig config = schedule.schedule();
    return switch (config.kind()) {
      case INSTANT, SINGLE -> 1;
      case LINEAR, CUSTOM -> 2;
      case CLIFF -> 3;
      case STEPPED -> 1 + (config.steps() == null ? 0 : config.steps().size());
    };
  }

  List<Principal> participants() {
    return canister
        .rows(ParticipantHistory.TABLE, null, WholeCanister.MOST_ROWS, Participant.class)
        .stream()
        .map(Row::key)
        .map(Principal::new)
        .toList();
  }

  Participant participant(Principal principal) {
    return canister.row(ParticipantHistory.key(principal), Participant.class).orElseThrow();
  }

  void somethingIsAsked() {
    if (random.nextInt(3) > 0) {
      clockMoves();
    }
    DistributionOperation operation = operation();
    boolean isOwners = operation instanceof DistributionOperation.ByOwner;
    Principal by = isOwners && random.nextInt(20) > 0 ? OWNER : somebody();
    isAsked(operation, by);
  }

  /// Asks, and lets happen what comes of it.
  void isAsked(DistributionOperation operation, Principal by) {
    DistributionOperation asked = withProofOf(operation, by);
    lastOperation = asked;
    lastBy = by;
    if (rules.decide(canister, canister.received(asked), by, clock)
        instanceof Ruling.Accepted<DistributionEvent>(var accepted)) {
      if (!accepted.isEmpty() && asked instanceof DistributionOperation.ByOwner) {
        assertThat(by).isEqualTo(OWNER);
      }
      accepted.forEach(this::happen);
    }
  }

  void theSameIsAskedAgain() {
    if (lastOperation != null) {
      isAsked(lastOperation, lastBy);
    }
  }

  /// Whether the last thing that was asked makes no sense a second time at the same moment. Funds
  /// and parts of what is claimable may well come twice.
  boolean lastMayOnlyHappenOnce() {
    return switch (lastOperation) {
      case null -> false;
      case Fund _ -> false;
      case Claim(var amount) -> amount == null;
      case DistributionOperation _ -> true;
    };
  }

  void isActivatedWithEverybody() {
    isAsked(new Fund(canister.head().totals().missing()), OWNER);
    isAsked(new Activate(), OWNER);
    Registration registration = canister.head().config().eligibility().registration();
    if (registration != null && clock.isBefore(registration.from())) {
      clock = registration.from();
    }
    everybody.forEach(principal -> isAsked(new Register(null, null), principal));
    assertThat(canister.head().status()).isEqualTo(Distribution.Status.ACTIVE);
    assertThat(participants()).isNotEmpty();
  }

  void somebodyClaims() {
    clockMoves();
    isAsked(claim(), somebody());
  }

  void theScheduleEnds() {
    Instant end = endOfSchedule();
    clock = clock.isAfter(end) ? clock : end;
  }

  /// Claims as often as the claim limit asks for.
  void everythingIsClaimedBy(Principal principal) {
    Instant blockedUntil = participant(principal).blockedUntil(canister.head(), clock);
    clock = blockedUntil == null ? clock : blockedUntil;
    isAsked(new Claim(null), principal);
  }

  void clockMoves() {
    Instant next = schedule.time(random);
    clock = next.isAfter(clock) ? next : clock.minusSeconds(random.nextInt(3));
  }

  void clockMovesTo(Instant t) {
    clock = t;
  }

  private void happen(DistributionEvent event) {
    assertThat(events.isEmpty() || !event.at().isBefore(events.getLast().at())).isTrue();
    canister.apply(event);
    events.add(event);
  }

  private DistributionConfig config() {
    BigInteger sum = list.stream().map(Recipient::amount).reduce(BigInteger.ZERO, BigInteger::add);
    boolean startsWithActivation = random.nextBoolean();
    EarlyUnlock earlyUnlock =
        new EarlyUnlock(
            random.nextInt(10_001),
            random.nextBoolean() ? null : new Principal("treasury"),
            random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(1, 1_000_000)));
    return new DistributionConfig(
        "Generated",
        null,
        new Principal("token"),
        DistributionConfig.Campaign.VESTING,
        sum,
        eligibility(sum),
        startsWithActivation ? null : schedule.start(),
        random.nextInt(3) > 0 ? null : schedule.plan().end().plusSeconds(random.nextInt(1_000)),
        schedule.schedule(),
        schedule.initialBps(),
        random.nextInt(3) == 0,
        random.nextBoolean(),
        random.nextBoolean() ? earlyUnlock : null,
        random.nextBoolean()
            ? null
            : new ClaimLimit(
                1 + random.nextInt(4), Duration.ofSeconds(60 + random.nextInt(9_999))));
  }

  private Eligibility eligibility(BigInteger sum) {
    return switch (random.nextInt(3)) {
      case 0 -> Eligibility.of(list);
      case 1 ->
          Eligibility.of(
              new RecipientsRef(
                  "https://example.com/list.json", "0".repeat(64), tree.root(), list.size(), sum));
      default ->
          Eligibility.open(
              sum.divide(BigInteger.valueOf(list.size())),
              list.size(),
              new Registration(
                  schedule.start(), schedule.plan().end().plusSeconds(random.nextInt(1_000) + 1)));
    };
  }

  private BigInteger amount() {
    return BigInteger.valueOf(
        random.nextLong(1, BigInteger.TEN.pow(1 + random.nextInt(12)).longValueExact()));
  }

  private DistributionOperation operation() {
    return switch (random.nextInt(40)) {
      case 0, 1, 2 -> new Fund(canister.head().totals().missing());
      case 3 -> new Fund(amount());
      case 4, 5, 6, 7 -> new Activate();
      case 8 -> new Pause("Because.");
      case 9, 10 -> new Resume();
      case 11 -> random.nextInt(4) == 0 ? new Cancel("Because.") : new Resume();
      case 12, 13 -> new Complete();
      case 14 -> new AddRecipients(List.of(newcomer()));
      case 15, 16, 17, 18, 19, 20, 21 -> new Register(null, null);
      case 22 -> new DistributionOperation.EarlyUnlock();
      default -> claim();
    };
  }

  private Claim claim() {
    return new Claim(random.nextBoolean() ? null : amount());
  }

  private Recipient newcomer() {
    added++;
    var newcomer = new Recipient(new Principal("newcomer" + added), amount(), null);
    everybody.add(newcomer.principal());
    return newcomer;
  }

  /// A registration as who is on the list elsewhere would send it.
  private DistributionOperation withProofOf(DistributionOperation operation, Principal by) {
    if (!(operation instanceof Register) || !canister.head().isByReference()) {
      return operation;
    }
    return list.stream()
        .filter(recipient -> recipient.principal().equals(by))
        .findFirst()
        .map(recipient -> new Register(recipient.amount(), tree.proofOf(recipient)))
        .orElse(new Register(BigInteger.ONE, tree.proofOf(list.getFirst())));
  }

  private Principal somebody() {
    return everybody.get(random.nextInt(everybody.size()));
  }
}
