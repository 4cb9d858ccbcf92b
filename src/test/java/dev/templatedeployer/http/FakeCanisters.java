package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.hosting.HostedEvent;
import dev.templatedeployer.canister.hosting.HostedKind;
import dev.templatedeployer.canister.hosting.HostedRuling;
import dev.templatedeployer.client.CanisterCommands;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.Answer;
import dev.templatedeployer.query.CanisterFilter;
import dev.templatedeployer.query.CanisterSummary;
import dev.templatedeployer.query.CanisterViews;
import dev.templatedeployer.query.EventLog;
import dev.templatedeployer.query.ListedCanister;
import dev.templatedeployer.query.LogPartition;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Place;
import dev.templatedeployer.query.Placed;
import dev.templatedeployer.query.Position;
import dev.templatedeployer.template.catalog.Json;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One counter in memory, by real rules: what takes the operations and what is asked are one.
final class FakeCanisters implements CanisterCommands, CanisterViews {

  static final Principal COUNTER = new Principal("counter-1");
  static final Principal OWNER = new Principal("alice");

  private static final LogPartition PARTITION = new LogPartition(EventLog.CANISTERS, 3);

  final HostedKind kind = HostedKind.of(new CounterRules(), Json.mapper(), Principal.Form.ANY);

  /// Its id.
  Principal known = COUNTER;

  /// The operations that came.
  final List<CanisterCommand.Operate> operations = new ArrayList<>();

  @Nullable CanisterFilter lastFilter;

  /// Whether the read model stands still, so that nothing new is ever seen.
  boolean isBehind;

  private final List<Placed<RecordedCanisterEvent>> log = new ArrayList<>();
  private JsonBytes head = json("{}");
  private long shownVersion;

  FakeCanisters() {
    happened(kind.create(json("{\"from\":5}"), OWNER, NOON), OWNER);
  }

  @Override
  public synchronized CompletableFuture<CanisterReply> send(
      CanisterCommand command, Map<String, String> headers) {
    var operate = (CanisterCommand.Operate) command;
    operations.add(operate);
    return CompletableFuture.completedFuture(reply(operate));
  }

  @Override
  public synchronized <T> Answer<Optional<T>> canister(
      Principal id, Function<ListedCanister, T> reading) {
    return answer(id.equals(known) ? Optional.of(reading.apply(stored())) : Optional.empty());
  }

  @Override
  public synchronized Answer<Page<CanisterSummary>> canisters(
      CanisterFilter filter, Paging paging) {
    lastFilter = filter;
    return answer(new Page<>(List.of(summary()), null));
  }

  @Override
  public synchronized Answer<Page<Placed<RecordedCanisterEvent>>> events(
      Principal id, Paging paging) {
    return answer(new Page<>(id.equals(known) ? log : List.of(), null));
  }

  /// Where the read model stands, if it shows `version` of the canister.
  synchronized Optional<Position> shown(Principal id, long version) {
    return id.equals(known) && summary().version() >= version
        ? Optional.of(answer(true).position())
        : Optional.empty();
  }

  private CanisterReply reply(CanisterCommand.Operate operate) {
    if (!operate.canisterId().equals(known)) {
      return refused(operate, "NOT_FOUND", "There is no canister of that id.");
    }
    var ruling =
        kind.decide(
            head,
            HostedKind.Rows.NONE,
            operate.operation(),
            operate.arguments(),
            operate.by(),
            NOON);
    return switch (ruling) {
      case HostedRuling.Refused(var code, var sentence) -> refused(operate, code, sentence);
      case HostedRuling.Accepted(var events) -> {
        events.forEach(event -> happened(event, operate.by()));
        yield new CanisterReply.Accepted(known, operate.commandId(), log.size());
      }
    };
  }

  private void happened(HostedEvent event, Principal by) {
    head = kind.evolve(log.isEmpty() ? null : head, HostedKind.Rows.NONE, event).head();
    var recorded =
        new RecordedCanisterEvent(
            known,
            log.size() + 1,
            kind.name(),
            event.type(),
            event.payload(),
            by,
            NOON,
            new RecordedEvent.Cause("canisters.commands", 3, log.size(), null));
    log.add(new Placed<>(recorded, new Place(PARTITION, 70 + log.size())));
    if (!isBehind) {
      shownVersion = log.size();
    }
  }

  private CanisterSummary summary() {
    return new CanisterSummary(
        known, kind.name(), shownVersion, OWNER, "ACTIVE", new DeploymentId("web-42"), NOON, NOON);
  }

  private ListedCanister stored() {
    return new ListedCanister() {
      @Override
      public CanisterSummary summary() {
        return FakeCanisters.this.summary();
      }

      @Override
      public String head() {
        return new String(head.utf8(), UTF_8);
      }

      @Override
      public Optional<String> row(RowKey key) {
        return Optional.empty();
      }

      @Override
      public List<Row<String>> rows(String table, @Nullable String after, int limit) {
        return List.of();
      }
    };
  }

  private <T> Answer<T> answer(T value) {
    return new Answer<>(value, new Position(new TreeMap<>(Map.of(PARTITION, 70L + log.size()))));
  }

  private static CanisterReply refused(
      CanisterCommand.Operate operate, String code, String sentence) {
    return new CanisterReply.Refused(
        operate.canisterId(), operate.commandId(), code, sentence, List.of());
  }

  private static JsonBytes json(String text) {
    return new JsonBytes(text.getBytes(UTF_8));
  }
}
