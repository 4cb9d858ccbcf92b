package dev.templatedeployer.canister.hosting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.canister.WholeCanister;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
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

  private final Typed<?, ?, ?, ?> typed;

  private HostedKind(Typed<?, ?, ?, ?> typed) {
    this.typed = typed;
  }

  /// Hosts `rules`.
  ///
  /// @param json writes and reads every value of the kind
  /// @param form what every principal has to look like that asks, or that an operation names: a
  ///   mistyped one could never act, and would hold what it is given for ever
  public static HostedKind of(
      CanisterRules<?, ?, ?, ?> rules, ObjectMapper json, Principal.Form form) {
    return new HostedKind(new Typed<>(rules, json, form));
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

  private record Typed<C, H, O, E>(
      CanisterRules<C, H, O, E> rules, ObjectMapper json, Principal.Form form) {

    HostedEvent create(JsonBytes config, Principal owner, Instant at) {
      C read;
      try {
        read = json.readValue(config.utf8(), rules.configType());
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "The config cannot be read as that of a '%s'.".formatted(rules.kind()), e);
      }
      return hosted(rules.create(read, owner, at));
    }

    HostedRuling decide(
        JsonBytes head,
        Rows rows,
        String operation,
        JsonBytes arguments,
        Principal by,
        Instant at) {
      Optional<String> problem = by.problem(form);
      if (problem.isPresent()) {
        return new HostedRuling.Refused(
            "NOT_A_PRINCIPAL",
            "'%s' cannot ask for '%s': it %s.".formatted(by, operation, problem.get()));
      }
      Class<? extends O> type = rules.operations().get(operation);
      if (type == null) {
        return new HostedRuling.Refused(
            "UNKNOWN_OPERATION",
            "A '%s' has no operation '%s'. It has: %s."
                .formatted(
                    rules.kind(),
                    operation,
                    String.join(", ", new TreeSet<>(rules.operations().keySet()))));
      }
      O read;
      try {
        read =
            json.readerFor(type)
                .withAttribute(Principal.Form.class, form)
                .readValue(arguments.utf8());
      } catch (JsonProcessingException e) {
        return new HostedRuling.Refused(
            "INVALID_ARGUMENTS",
            "The arguments of '%s' cannot be read%s. %sIt takes: %s."
                .formatted(operation, place(e), reason(e), Arguments.of(type)));
      } catch (IOException e) {
        throw new IllegalStateException("Bytes in memory could not be read.", e);
      }
      return switch (rules.decide(canister(head, rows), read, by, at)) {
        case Ruling.Accepted<E>(var events) ->
            new HostedRuling.Accepted(events.stream().map(this::hosted).toList());
        case Ruling.Refused<E>(var code, var sentence) -> new HostedRuling.Refused(code, sentence);
      };
    }

    Evolved evolve(@Nullable JsonBytes head, Rows rows, HostedEvent event) {
      Class<? extends E> type = rules.events().get(event.type());
      if (type == null) {
        throw new IllegalStateException(
            "A '%s' knows no event '%s'. Events are kept for ever: bring it back."
                .formatted(rules.kind(), event.type()));
      }
      E read = read(event.payload(), type);
      H before = head == null ? null : read(head, rules.headType());
      var changed = new LinkedHashMap<RowKey, JsonBytes>();
      rules
          .evolveRows(head == null ? new Unborn<>() : canister(head, rows), read)
          .forEach((key, row) -> changed.put(key, write(row)));
      H after = rules.evolve(before, read);
      return new Evolved(write(after), changed, rules.status(after));
    }

    Optional<JsonBytes> view(
        JsonBytes head, AllRows rows, String name, Instant at, Map<String, String> parameters) {
      View<H> view = rules.views().get(name);
      return view == null
          ? Optional.empty()
          : Optional.of(write(view.answer(whole(head, rows), at, parameters)));
    }

    private Canister<H> canister(JsonBytes head, Rows rows) {
      H read = read(head, rules.headType());
      return new Canister<>() {
        @Override
        public H head() {
          return read;
        }

        @Override
        public <R> Optional<R> row(RowKey key, Class<R> type) {
          JsonBytes row = rows.row(key);
          return row == null ? Optional.empty() : Optional.of(read(row, type));
        }
      };
    }

    private WholeCanister<H> whole(JsonBytes head, AllRows rows) {
      Canister<H> canister = canister(head, rows);
      return new WholeCanister<>() {
        @Override
        public H head() {
          return canister.head();
        }

        @Override
        public <R> Optional<R> row(RowKey key, Class<R> type) {
          return canister.row(key, type);
        }

        @Override
        public <R> List<Row<R>> rows(
            String table, @Nullable String after, int limit, Class<R> type) {
          return rows.rows(table, after, Math.clamp(limit, 1, MOST_ROWS)).stream()
              .map(row -> new Row<>(row.key(), read(row.value(), type)))
              .toList();
        }
      };
    }

    private HostedEvent hosted(E event) {
      return new HostedEvent(nameOf(event), write(event));
    }

    private String nameOf(E event) {
      for (var entry : rules.events().entrySet()) {
        if (entry.getValue().isInstance(event)) {
          return entry.getKey();
        }
      }
      throw new IllegalStateException(
          "The rules of '%s' caused an event that they do not declare: %s."
              .formatted(rules.kind(), event));
    }

    private <T> T read(JsonBytes bytes, Class<T> type) {
      try {
        return json.readValue(bytes.utf8(), type);
      } catch (IOException e) {
        throw new IllegalStateException(
            "What is kept of a '%s' cannot be read as %s any more."
                .formatted(rules.kind(), type.getSimpleName()),
            e);
      }
    }

    private JsonBytes write(Object value) {
      try {
        return new JsonBytes(json.writeValueAsBytes(value));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(
            "A value of '%s' cannot be written as JSON.".formatted(rules.kind()), e);
      }
    }

    /// What Jackson says may quote anything, and names our classes; what was said of a principal is
    /// meant for its sender.
    private static String reason(JsonProcessingException e) {
      return e instanceof InvalidFormatException format
              && Principal.class.equals(format.getTargetType())
          ? format.getOriginalMessage() + " "
          : "";
    }

    private static String place(JsonProcessingException e) {
      return e.getLocation() == null
          ? ""
          : " at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
  }

  /// A canister before its first event: no head, no rows.
  private static final class Unborn<H> implements Canister<H> {

    @Override
    public H head() {
      throw new IllegalStateException("A canister has no head before its first event.");
    }

    @Override
    public <R> Optional<R> row(RowKey key, Class<R> type) {
      return Optional.empty();
    }
  }
}
