package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Category;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Project;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.SaleToken;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Window;
import dev.templatedeployer.canister.vesting.GeneratedSchedule;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The config of a launchpad of any type with which the rules find nothing wrong: made by chance,
/// small as well as large, with few as well as many who may contribute.
final class GeneratedSale {

  private final SplittableRandom random;
  private final Instant accepted;
  private final SaleType type;
  private final SaleToken token;
  private final BigInteger hard;
  private final @Nullable BigInteger most;
  private final BigInteger least;
  private final @Nullable BigInteger price;

  private GeneratedSale(SplittableRandom random, Instant accepted) {
    this.random = random;
    this.accepted = accepted;
    this.type = List.of(SaleType.values()).get(random.nextInt(3));
    this.hard = between(100, upTo(11));
    this.most = random.nextBoolean() ? null : hard.divide(between(1, 8));
    this.least = (most == null ? hard : most).divide(between(2, 50)).max(BigInteger.ONE);
    int decimals = random.nextInt(5);
    BigInteger whole = BigInteger.TEN.pow(decimals);
    this.price = type == SaleType.FAIR_LAUNCH ? null : between(1, 2_000).min(least.multiply(whole));
    BigInteger total =
        price == null
            ? hard.divide(least).add(between(2, upTo(12)))
            : hard.multiply(whole).divide(price).add(between(1, 1_000));
    this.token = new SaleToken("GEN", "Generated", decimals, total, null);
  }

  /// The next one.
  ///
  /// @param accepted when its deployment is accepted
  /// @param guard who may pause it beside the owner
  /// @param everybody of whom some may be whitelisted
  static LaunchpadConfig from(
      SplittableRandom random, Instant accepted, Principal guard, List<Principal> everybody) {
    return new GeneratedSale(random, accepted).config(guard, everybody);
  }

  private LaunchpadConfig config(Principal guard, List<Principal> everybody) {
    BigInteger soft = hard.multiply(between(30, 60)).divide(BigInteger.valueOf(100));
    Instant start = accepted.plusSeconds(random.nextInt(1_000, 5_000_000));
    Instant end = start.plusSeconds(random.nextInt(3_600, 7_776_001));
    boolean isListed = random.nextBoolean();
    return new LaunchpadConfig(
        new Project("Generated", "Made by chance.", null),
        token,
        new Principal("token"),
        type,
        token.supply(),
        price,
        soft.add(BigInteger.ONE),
        hard,
        least,
        most,
        random.nextBoolean() ? null : random.nextInt(1, 30),
        start,
        end,
        end.plusSeconds(random.nextInt(1, 2_000_000)),
        isListed || type == SaleType.PRIVATE_SALE ? new Window(accepted, start) : null,
        isListed ? everybody.stream().filter(_ -> random.nextInt(3) > 0).toList() : List.of(),
        random.nextInt(3) == 0 ? List.of(new Principal("mallory")) : List.of(),
        List.of(forSale()),
        random.nextInt(1_001),
        random.nextInt(501),
        true,
        random.nextInt(3) > 0,
        List.of(guard));
  }

  /// Never on a custom schedule, whose times would have to follow the start of claims.
  private Category forSale() {
    GeneratedSchedule generated = GeneratedSchedule.from(random);
    return random.nextInt(3) == 0 || generated.schedule().kind() == ScheduleConfig.Kind.CUSTOM
        ? new Category("Sale", 10_000, null, 0)
        : new Category("Sale", 10_000, generated.schedule(), generated.initialBps());
  }

  private BigInteger between(long first, long last) {
    return BigInteger.valueOf(random.nextLong(first, last));
  }

  /// A power of ten, 1,000 at least.
  private long upTo(int digits) {
    long bound = 1_000;
    for (int i = 3; i < digits && random.nextInt(4) > 0; i++) {
      bound *= 10;
    }
    return bound;
  }
}
