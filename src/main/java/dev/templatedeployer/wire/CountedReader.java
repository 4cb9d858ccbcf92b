package dev.templatedeployer.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/// Reads one value that was written in a schema of somebody else's, if it is made of no more parts
/// than a value of ours can be. Many may take no byte at all, so their bytes do not bound them.
final class CountedReader extends GenericDatumReader<Object> {

  private static final int MOST_PARTS = 50_000;

  private int parts;

  CountedReader(Schema written, Schema read, GenericData data) {
    super(written, read, data);
  }

  @Override
  protected Object readWithoutConversion(@Nullable Object old, Schema expected, ResolvingDecoder in)
      throws IOException {
    parts++;
    if (parts > MOST_PARTS) {
      throw new IOException("The value has too many parts.");
    }
    return super.readWithoutConversion(old, expected, in);
  }
}
