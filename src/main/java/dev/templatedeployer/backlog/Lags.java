package dev.templatedeployer.backlog;

import dev.templatedeployer.domain.TemplateName;
import java.util.Map;

/// Measures the lag of the executors.
@FunctionalInterface
interface Lags {

  /// The offsets of each template's work topic that the executors have not committed.
  ///
  /// @throws LagsUnknown with a sentence, if nobody tells in time
  Map<TemplateName, Long> read() throws LagsUnknown, InterruptedException;
}
