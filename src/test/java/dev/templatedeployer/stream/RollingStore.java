package dev.templatedeployer.stream;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A store in memory whose writes belong to the open transaction: they stay with [#commit] and are
/// undone by [#abort], as a task does that is restored from its changelog.
final class RollingStore implements KeyValueStore<byte[], byte[]> {

  private final String name;
  private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

  /// What each row was that the open transaction has touched.
  private final TreeMap<byte[], Optional<byte[]>> before = new TreeMap<>(Arrays::compareUnsigned);

  RollingStore(String name) {
    this.name = name;
  }

  void commit() {
    before.clear();
  }

  void abort() {
    before.forEach(
        (key, value) -> value.ifPresentOrElse(old -> rows.put(key, old), () -> rows.remove(key)));
    before.clear();
  }

  @Override
  public void put(byte[] key, byte @Nullable [] value) {
    byte[] old = value == null ? rows.remove(key) : rows.put(key, value);
    before.putIfAbsent(key, Optional.ofNullable(old));
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka's stores say null, and their annotations do not
  public byte[] putIfAbsent(byte[] key, byte[] value) {
    byte[] old = rows.get(key);
    if (old == null) {
      put(key, value);
    }
    return old;
  }

  @Override
  public void putAll(List<KeyValue<byte[], byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  @SuppressWarnings("NullAway")
  public byte[] delete(byte[] key) {
    byte[] old = rows.get(key);
    put(key, null);
    return old;
  }

  @Override
  @SuppressWarnings("NullAway")
  public byte[] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public KeyValueIterator<byte[], byte[]> range(byte @Nullable [] from, byte @Nullable [] to) {
    SortedMap<byte[], byte[]> some = from == null ? rows : rows.tailMap(from, true);
    return new Rows(new TreeMap<>(to == null ? some : new TreeMap<>(some).headMap(to, true)));
  }

  @Override
  public KeyValueIterator<byte[], byte[]> all() {
    return new Rows(new TreeMap<>(rows));
  }

  @Override
  public long approximateNumEntries() {
    return rows.size();
  }

  /// All values.
  Collection<byte[]> values() {
    return rows.values();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  private static final class Rows implements KeyValueIterator<byte[], byte[]> {

    private final Iterator<Map.Entry<byte[], byte[]>> left;

    Rows(Map<byte[], byte[]> rows) {
      this.left = rows.entrySet().iterator();
    }

    @Override
    public boolean hasNext() {
      return left.hasNext();
    }

    @Override
    public KeyValue<byte[], byte[]> next() {
      Map.Entry<byte[], byte[]> row = left.next();
      return new KeyValue<>(row.getKey(), row.getValue());
    }

    @Override
    public byte[] peekNextKey() {
      throw new NoSuchElementException("Nobody peeks.");
    }

    @Override
    public void close() {}
  }
}
