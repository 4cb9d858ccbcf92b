package dev.templatedeployer.execute;

import dev.templatedeployer.domain.Work;
import dev.templatedeployer.wire.Undecodable;
import org.apache.kafka.common.header.Headers;

/// Reads a record of a work topic.
@FunctionalInterface
public interface WorkDecoder {

  /// The instruction that `value` and `headers` hold.
  ///
  /// @throws Undecodable if they hold none
  Work decode(byte[] value, Headers headers) throws Undecodable;
}
