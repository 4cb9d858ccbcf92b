package dev.templatedeployer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folder of the stores and the read model, held by one process at a time.
final class StateDirectory implements AutoCloseable {

  private static final int NAME_BYTES = 8;

  private final Path folder;
  private final FileChannel lock;

  private StateDirectory(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Makes the folder unless it exists, closes it to other users, and holds it.
  ///
  /// @throws CannotStart if it cannot be used, or another process holds it
  static StateDirectory hold(Path folder) throws CannotStart {
    try {
      PrivateFolder.at(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      if (isLocked(channel)) {
        return new StateDirectory(folder, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw unusable(folder, e);
    }
    throw new CannotStart(
        "The state directory '%s' is held by another process. Stop that one, or give this one a folder of its own with 'deployer.state-dir'."
            .formatted(folder));
  }

  /// A name of whoever holds this folder: made up once, and the same whenever it is asked for
  /// again.
  ///
  /// @throws CannotStart if it can neither be read nor written
  String instance() throws CannotStart {
    Path file = folder.resolve("instance");
    try {
      if (!Files.exists(file)) {
        var random = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(random);
        Path draft =
            folder.resolve("instance.new"); // so that the file is there with its name in it
        Files.writeString(draft, "i-" + HexFormat.of().formatHex(random));
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static CannotStart unusable(Path folder, IOException e) {
    String why =
        MachineDenial.of(e)
            .orElseGet(() ->
                "It says '%s'. Give this user the right to write there, or set 'deployer.state-dir' to another folder."
                    .formatted(e));
    return new CannotStart("The state directory '%s' cannot be used. %s".formatted(folder, why), e);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      @Nullable Object held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("The state directory could not be let go.", e);
    }
  }
}
