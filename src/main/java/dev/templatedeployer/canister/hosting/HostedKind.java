package dev.templatedeployer.canister.hosting;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One kind of canister, with its head, rows, operations and events as JSON. Typed inside, bytes
/// outside.
///
/// Stateless, and safe to use from many threads at once.
public final class HostedKind {

  private final TypedKind<?, ?, ?, ?> typed;

  private HostedKind(TypedKind<?, ?, ?, ?> typed) {
    this.typed = typed;
  }

  /// Hosts `rules`.
  ///
  /// @param json writes and reads every value of the kind
  /// @param form what every principal has to look like that asks, or that an operation names: a
  ///   mistyped one could never act, and would hold what it is given for ever
  public static HostedKind of(
      CanisterRules<?, ?, ?, ?> rules, ObjectMapper json, Principal.Form form) {
    return new HostedKind(new TypedKind<>(rules, json, form));
  }

  /// The name of the kind.
  public String name() {
    return typed.rules().kind();
  }

  /// The names of its operations, in order.
  public Set<String> operations() {
    return new TreeSet<>(typed.rules().operations().keySet());
  }

  /// The names of its views, in order.
  public Set<String> views() {
    return new TreeSet<>(typed.rules().views().keySet());
  }

  /// The event that begins a canister.
  ///
  /// @param config the config, which admission found nothing wrong with
  /// @throws IllegalArgumentException with a sentence, if `config` cannot be read as the kind's
  public HostedEvent create(JsonBytes config, Principal owner, Instant at) {
    return typed.create(config, owner, at);
  }

  /// Says what an operation causes.
  ///
  /// @param arguments a JSON object
  public HostedRuling decide(
      JsonBytes head, Rows rows, String operation, JsonBytes arguments, Principal by, Instant at) {
    return typed.decide(head, rows, operation, arguments, by, at);
  }

  /// What `event` makes of a canister.
  ///
  /// @param head the head before it, or null if it is the first
  /// @throws IllegalStateException if the event cannot be read: an old name or shape was dropped,
  ///   which is a bug
  public Evolved evolve(@Nullable JsonBytes head, Rows rows, HostedEvent event) {
    return typed.evolve(head, rows, event);
  }

  /// The answer of the view `name`, as JSON; empty if there is no such view.
  ///
  /// @throws IllegalArgumentException with a sentence for the asker, if a parameter makes no sense
  public Optional<JsonBytes> view(
      JsonBytes head, AllRows rows, String name, Instant at, Map<String, String> parameters) {
    return typed.view(head, rows, name, at, parameters);
  }

  /// Finds rows of one canister.
  @FunctionalInterface
  public interface Rows {

    /// No rows at all.
    Rows NONE = key -> null;

    /// The row under `key` as JSON, or null if there is none.
    @Nullable JsonBytes row(RowKey key);
  }

  /// Finds and lists rows of one canister.
  public interface AllRows extends Rows {

    /// The rows of `table` behind the key `after`, ordered by their keys, at most `limit`.
    List<Row<JsonBytes>> rows(String table, @Nullable String after, int limit);
  }

  /// What an event made of a canister.
  ///
  /// @param head the head after it
  /// @param rows the rows it changed or added, as they are after it
  /// @param status the word for where the canister stands after it
  public record Evolved(JsonBytes head, Map<RowKey, JsonBytes> rows, String status) {}
}
