package dev.templatedeployer.canister;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.template.catalog.Json;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A canister as the service keeps it: its head and rows as JSON, changed by events that were JSON
/// too. So whatever a test does with it shows that the kind can be written and read again, that
/// every event, operation and table has been declared, and that nothing grows beyond its limit.
///
/// @param <H> the head
/// @param <O> the operations
/// @param <E> the events
public final class CanisterInMemory<H, O, E> implements WholeCanister<H> {

  private static final int MOST_BYTES = 64 * 1024;
  private static final ObjectMapper JSON = Json.mapper();

  private final CanisterRules<?, H, O, E> rules;
  private final NavigableMap<RowKey, String> rows =
      new TreeMap<>(comparing(RowKey::table).thenComparing(RowKey::key));
  private @Nullable H head;

  public CanisterInMemory(CanisterRules<?, H, O, E> rules) {
    this.rules = rules;
  }

  @Override
  public H head() {
    if (head == null) {
      throw new IllegalStateException("There is no canister before its first event.");
    }
    return head;
  }

  @Override
  public <R> Optional<R> row(RowKey key, Class<R> type) {
    assertThat(rules.rowTypes()).as("tables").containsEntry(key.table(), type);
    return Optional.ofNullable(rows.get(key)).map(row -> read(row, type));
  }

  @Override
  public <R> List<Row<R>> rows(String table, @Nullable String after, int limit, Class<R> type) {
    assertThat(rules.rowTypes()).as("tables").containsEntry(table, type);
    assertThat(limit).isBetween(1, MOST_ROWS);
    return rows.tailMap(new RowKey(table, after == null ? "" : after), false).entrySet().stream()
        .takeWhile(row -> row.getKey().table().equals(table))
        .limit(limit)
        .map(row -> new Row<>(row.getKey().key(), read(row.getValue(), type)))
        .toList();
  }

  /// Lets `event` happen.
  public void apply(E event) {
    E asKept = keptAndRead(event, rules.events());
    Map<RowKey, Object> changed = rules.evolveRows(this, asKept);
    head = read(kept(rules.evolve(head, asKept)), rules.headType());
    changed.forEach(this::put);
  }

  /// `operation` as it arrives: written by its sender, and read by the name it is declared under.
  public O received(O operation) {
    return keptAndRead(operation, rules.operations());
  }

  private void put(RowKey key, Object row) {
    assertThat(rules.rowTypes()).as("tables").containsEntry(key.table(), row.getClass());
    assertThat(key.key()).hasSizeBetween(1, 256);
    rows.put(key, kept(row));
  }

  private static <T> T keptAndRead(T value, Map<String, Class<? extends T>> declared) {
    Class<? extends T> type =
        declared.values().stream()
            .filter(candidate -> candidate.isInstance(value))
            .findFirst()
            .orElseThrow(() -> new AssertionError("'%s' has no name.".formatted(value)));
    T read = read(written(value), type);
    assertThat(read).isEqualTo(value);
    return read;
  }

  /// A head or a row as it is kept, which every operation may have to read.
  private static String kept(Object value) {
    String json = written(value);
    assertThat(json.getBytes(UTF_8)).hasSizeLessThan(MOST_BYTES);
    return json;
  }

  private static String written(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("'%s' cannot be written as JSON.".formatted(value), e);
    }
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError("'%s' is no %s.".formatted(json, type.getSimpleName()), e);
    }
  }
}
