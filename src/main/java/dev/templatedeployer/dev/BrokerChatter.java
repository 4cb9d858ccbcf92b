package dev.templatedeployer.dev;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/// Drops what the embedded broker complains about at a start or stop although nothing is wrong.
/// Named in `logback.xml`.
public final class BrokerChatter extends Filter<ILoggingEvent> {

  private static final List<String> NO_NEWS =
      List.of(
          "Performing controller activation.",
          // the controller registers with itself before it is active, and tries again
          "Unexpected error handling request RequestHeader(apiKey=CONTROLLER_REGISTRATION",
          "Attempting to close NetworkClient that has already been closed.");

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return NO_NEWS.stream().anyMatch(event.getFormattedMessage()::contains)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
