package dev.templatedeployer.http;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A canister that counts, and never down.
final class CounterRules
    implements CanisterRules<
        CounterRules.Config, CounterRules.Count, CounterRules.Add, CounterRules.Event> {

  record Config(long from) {}

  record Count(long count) {}

  record Add(long amount) {}

  sealed interface Event {}

  record Created(long count) implements Event {}

  record Added(long amount) implements Event {}

  record Shown(long count, long times, Instant at) {}

  @Override
  public String kind() {
    return "counter";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Class<Count> headType() {
    return Count.class;
  }

  @Override
  public String status(Count head) {
    return "ACTIVE";
  }

  @Override
  public Map<String, Class<? extends Add>> operations() {
    return Map.of("add", Add.class);
  }

  @Override
  public Map<String, Class<? extends Event>> events() {
    return Map.of("Created", Created.class, "Added", Added.class);
  }

  @Override
  public Event create(Config config, Principal owner, Instant at) {
    return new Created(config.from());
  }

  @Override
  public Ruling<Event> decide(Canister<Count> canister, Add operation, Principal by, Instant at) {
    return operation.amount() > 0
        ? Ruling.accept(new Added(operation.amount()))
        : Ruling.refuse("NOT_UP", "A counter counts up only. Add at least 1.");
  }

  @Override
  public Count evolve(@Nullable Count head, Event event) {
    return switch (event) {
      case Created(var count) -> new Count(count);
      case Added(var amount) -> new Count(amount + (head == null ? 0 : head.count()));
    };
  }

  @Override
  public Map<String, View<Count>> views() {
    return Map.of(SUMMARY, (canister, _, _) -> canister.head(), "times", CounterRules::times);
  }

  private static Shown times(Canister<Count> canister, Instant at, Map<String, String> parameters) {
    long times = Long.parseLong(parameters.getOrDefault("times", "1"));
    if (times < 1) {
      throw new IllegalArgumentException("'times' has to be at least 1.");
    }
    return new Shown(canister.head().count(), times * canister.head().count(), at);
  }
}
