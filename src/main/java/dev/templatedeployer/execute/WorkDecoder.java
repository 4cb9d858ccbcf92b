package dev.templatedeployer.execute;

import dev.templatedeployer.domain.Work;
import dev.templatedeployer.wire.Undecodable;

/// Reads the value of a record of a work topic.
@FunctionalInterface
public interface WorkDecoder {

  /// The instruction that `value` holds.
  ///
  /// @throws Undecodable if it holds none
  Work decode(byte[] value) throws Undecodable;
}
