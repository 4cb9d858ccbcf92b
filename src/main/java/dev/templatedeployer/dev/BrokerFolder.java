package dev.templatedeployer.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.PrivateFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// The folder with the data of the embedded broker, held by one process at a time and closed to
/// other users.
///
/// A file `embedded-broker` in it is locked as long as the folder is held, and tells our folders
/// from others: it names the version of the metadata that the folder was formatted with.
final class BrokerFolder implements AutoCloseable {

  private static final String MARK = "embedded-broker";
  private static final MetadataVersion VERSION = MetadataVersion.latestProduction();

  private final Path path;
  private final FileChannel lockedMark;

  private BrokerFolder(Path path, FileChannel lockedMark) {
    this.path = path;
    this.lockedMark = lockedMark;
  }

  /// Takes hold of the folder, and formats it if it is new.
  ///
  /// @throws BrokerNotStarted if it is in use, not ours, too new, or cannot be written to
  static BrokerFolder hold(Path path) {
    try {
      if (Files.isDirectory(path)) {
        refuseForeign(path); // before anything of it is touched
      }
      PrivateFolder.at(path);
      var mark = lock(path);
      try {
        formatOnce(path);
        return new BrokerFolder(path, mark);
      } catch (IOException | RuntimeException e) {
        mark.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BrokerNotStarted(
          "Kafka cannot keep its data in '%s': %s. Choose a folder that you may write to with --data-dir."
              .formatted(path, reason(e)),
          e);
    }
  }

  private static void refuseForeign(Path path) throws IOException {
    try (var entries = Files.list(path)) {
      var names = entries.map(entry -> entry.getFileName().toString()).toList();
      if (!names.contains(MARK) && names.stream().anyMatch(name -> !name.startsWith("."))) {
        throw new BrokerNotStarted(
            "The folder '%s' holds something else than the data of this broker. Choose an empty one with --data-dir."
                .formatted(path));
      }
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    var mark =
        FileChannel.open(path.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (mark.tryLock() != null) {
        return mark;
      }
    } catch (OverlappingFileLockException _) {
      // held by another broker in this very process
    }
    mark.close();
    throw new BrokerNotStarted(
        "The Kafka data in '%s' is in use by another process. Stop it, or choose another folder with --data-dir."
            .formatted(path));
  }

  private static void formatOnce(Path path) throws IOException {
    var mark = path.resolve(MARK);
    if (Files.exists(path.resolve("meta.properties"))) {
      refuseNewer(path, Files.readString(mark).strip());
    } else {
      Files.writeString(mark, VERSION.version());
      format(path);
    }
  }

  private static void refuseNewer(Path path, String version) {
    if (isNewer(version)) {
      throw new BrokerNotStarted(
          "The Kafka data in '%s' has version '%s', and this program reads up to '%s'. Use the newer program, or choose another folder with --data-dir."
              .formatted(path, version, VERSION.version()));
    }
  }

  private static boolean isNewer(String version) {
    try {
      return VERSION.isLessThan(MetadataVersion.fromVersionString(version, true));
    } catch (IllegalArgumentException _) {
      return true; // no version that was known when this program was built
    }
  }

  private static void format(Path path) throws IOException {
    try {
      new Formatter()
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .addDirectory(path.toString())
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Kafka did not format a new folder.", e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is not a folder";
      case FileSystemException f -> Objects.requireNonNullElse(f.getReason(), "it is not usable");
      default -> Objects.requireNonNullElse(e.getMessage(), "it is not usable");
    };
  }

  Path path() {
    return path;
  }

  /// Lets go of the folder.
  @Override
  public void close() {
    try {
      lockedMark.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
