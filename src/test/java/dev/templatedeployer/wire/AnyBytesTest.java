package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whatever the bytes are, they are read, or refused with a reason: nothing else ever comes out.
class AnyBytesTest {

  static final int INPUTS = 10_000;
  static final long SEED = 42;

  @TestFactory
  Stream<DynamicTest> areReadOrRefused() {
    return Form.all(new BuiltInSchemaIds()).stream()
        .map(form -> dynamicTest(form.toString(), () -> assertReadOrRefused(form)));
  }

  private static <T> void assertReadOrRefused(Form<T> form) {
    Set<Undecodable.Reason> seen = EnumSet.noneOf(Undecodable.Reason.class);
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = input(form, new SplittableRandom(SEED + i), new Samples(SEED + i));
      try {
        form.decoder().decode(input);
      } catch (Undecodable e) {
        assertThat(String.valueOf(e.getMessage()).length()).isBetween(20, 400);
        seen.add(e.reason());
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError(
            "The seed %d gives %s.".formatted(SEED + i, Arrays.toString(input)), e);
      }
    }
    assertThat(seen)
        .contains(
            Undecodable.Reason.MALFORMED,
            Undecodable.Reason.UNKNOWN_SCHEMA,
            Undecodable.Reason.INCOMPATIBLE_SCHEMA);
  }

  private static byte[] input(Form<?> form, SplittableRandom random, Samples samples) {
    return switch (random.nextInt(6)) {
      case 0 -> randomBytes(random);
      case 1 -> randomBytesWithPrefix(form, random);
      case 2 -> truncated(form.encodedSample(samples), random);
      case 3 -> lengthened(form.encodedSample(samples), random);
      case 4 -> withAnotherId(form.encodedSample(samples), random);
      default -> altered(form.encodedSample(samples), random);
    };
  }

  private static byte[] randomBytes(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] randomBytesWithPrefix(Form<?> form, SplittableRandom random) {
    byte[] bytes = randomBytes(random);
    int id = new BuiltInSchemaIds().idOf(form.envelope());
    return ByteBuffer.allocate(5 + bytes.length).put((byte) 0).putInt(id).put(bytes).array();
  }

  private static byte[] truncated(byte[] bytes, SplittableRandom random) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private static byte[] lengthened(byte[] bytes, SplittableRandom random) {
    return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
  }

  private static byte[] withAnotherId(byte[] bytes, SplittableRandom random) {
    return ByteBuffer.wrap(bytes).putInt(1, random.nextInt(Release.all().size() + 3)).array();
  }

  private static byte[] altered(byte[] bytes, SplittableRandom random) {
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
