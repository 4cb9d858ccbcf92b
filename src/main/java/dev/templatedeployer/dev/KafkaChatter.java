package dev.templatedeployer.dev;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/// Drops what Kafka, broker or client, complains about although nothing is wrong. Named in
/// `logback.xml`.
public final class KafkaChatter extends Filter<ILoggingEvent> {

  private static final List<String> NO_NEWS =
      List.of(
          "Performing controller activation.",
          // the controller registers with itself before it is active, and tries again
          "Unexpected error handling request RequestHeader(apiKey=CONTROLLER_REGISTRATION",
          "Attempting to close NetworkClient that has already been closed.",
          // a transaction right after another is refused for a moment, and tried again at once
          "Error: CONCURRENT_TRANSACTIONS",
          // there is none
          "Processing exception handler is not enabled for the GlobalThread");

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return NO_NEWS.stream().anyMatch(event.getFormattedMessage()::contains)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
