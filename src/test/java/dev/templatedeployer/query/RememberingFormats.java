package dev.templatedeployer.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.Undecodable;
import dev.templatedeployer.wire.UndecodableBytes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Formats for tests that are not about bytes: what is written is remembered, and its bytes are the
/// number under which it is.
final class RememberingFormats {

  private final Map<String, Object> remembered = new ConcurrentHashMap<>();

  byte[] write(Object value) {
    String number = Integer.toString(remembered.size());
    remembered.put(number, value);
    return number.getBytes(UTF_8);
  }

  Formats formats() {
    return new Formats(
        bytes -> read(bytes, RecordedEvent.class),
        bytes -> read(bytes, RecordedCanisterEvent.class),
        new RecordFormat() {
          @Override
          public byte[] encode(DeploymentRecord record) {
            return write(record);
          }

          @Override
          public DeploymentRecord decode(byte[] bytes) throws Undecodable {
            return read(bytes, DeploymentRecord.class);
          }
        });
  }

  private <T> T read(byte[] bytes, Class<T> type) throws Undecodable {
    Object value = remembered.get(new String(bytes, UTF_8));
    if (value == null) {
      throw UndecodableBytes.undecodable();
    }
    return type.cast(value);
  }
}
