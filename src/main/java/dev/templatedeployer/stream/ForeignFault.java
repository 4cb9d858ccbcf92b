package dev.templatedeployer.stream;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ProcessorStateException;

/// Tells faults of what is around a record from those that the record brings about.
///
/// What Kafka, Kafka Streams or a store throws has nothing to do with the record at hand, which
/// would be well decided later: it has to end the transaction. The same holds for a JVM that is at
/// its end. Everything else is brought about by the record, a stack that it made overflow too.
final class ForeignFault {

  private ForeignFault() {}

  /// Throws `fault` on, if it is not the record's.
  static void passOn(Throwable fault) {
    switch (fault) {
      case RuntimeException e when isOfKafka(e) -> throw e;
      case VirtualMachineError e when !(e instanceof StackOverflowError) -> throw e;
      default -> {} // the record's own
    }
  }

  /// What `read` finds in a store. Whatever it throws is a fault of the store.
  static <T> T inStore(Supplier<T> read) {
    try {
      return read.get();
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException | AssertionError e) {
      throw new ProcessorStateException("A store could not be read. Look at its disk.", e);
    }
  }

  private static boolean isOfKafka(Throwable fault) {
    return Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
        .anyMatch(KafkaException.class::isInstance);
  }
}
