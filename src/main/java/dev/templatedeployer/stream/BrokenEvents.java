package dev.templatedeployer.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Events that stores cannot be made from. The message is a sentence on which, and why.
public final class BrokenEvents extends Exception {

  private static final long serialVersionUID = 1;

  BrokenEvents(String sentence) {
    super(sentence);
  }

  /// @param what the rest of a sentence that begins with the event
  static BrokenEvents at(ConsumerRecord<?, ?> record, String what) {
    return new BrokenEvents(
        "The event at '%s', partition %d, offset %d, %s."
            .formatted(record.topic(), record.partition(), record.offset(), what));
  }
}
