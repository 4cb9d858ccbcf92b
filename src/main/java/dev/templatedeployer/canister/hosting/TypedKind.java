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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The typed inside of a [HostedKind]: turns bytes into the types of `rules`, asks them, and turns
/// what they answer into bytes.
///
/// @param <C> the config
/// @param <H> the head
/// @param <O> the operations
/// @param <E> the events
/// @param form what every principal has to look like
record TypedKind<C, H, O, E>(
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
      HostedKind.Rows rows,
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

  HostedKind.Evolved evolve(@Nullable JsonBytes head, HostedKind.Rows rows, HostedEvent event) {
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
    return new HostedKind.Evolved(write(after), changed, rules.status(after));
  }

  Optional<JsonBytes> view(
      JsonBytes head,
      HostedKind.AllRows rows,
      String name,
      Instant at,
      Map<String, String> parameters) {
    View<H> view = rules.views().get(name);
    return view == null
        ? Optional.empty()
        : Optional.of(write(view.answer(whole(head, rows), at, parameters)));
  }

  private Canister<H> canister(JsonBytes head, HostedKind.Rows rows) {
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

  private WholeCanister<H> whole(JsonBytes head, HostedKind.AllRows rows) {
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
      public <R> List<Row<R>> rows(String table, @Nullable String after, int limit, Class<R> type) {
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
