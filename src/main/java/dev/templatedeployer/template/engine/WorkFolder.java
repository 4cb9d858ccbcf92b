package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The private folder of one run of a command. Holds `work/`, where the command runs and finds its
/// files, and beside it what is needed to find its processes again after a crash: `mark`, written
/// before it starts, and `process`, its id and when it started.
final class WorkFolder {

  private static final String MARK_FILE = "mark";
  private static final String PROCESS_FILE = "process";
  private static final String WORK = "work";

  private final Path folder;
  private final String mark;

  private WorkFolder(Path folder, String mark) {
    this.folder = folder;
    this.mark = mark;
  }

  /// Makes a new one.
  ///
  /// @param prefix what its name begins with
  static WorkFolder make(Path runs, String prefix) throws IOException {
    Files.createDirectories(runs);
    var made =
        new WorkFolder(
            Files.createTempDirectory(runs, prefix, onlyOwner(runs, "rwx------")),
            UUID.randomUUID().toString());
    made.write(made.folder.resolve(MARK_FILE), made.mark);
    Files.createDirectory(made.work(), onlyOwner(runs, "rwx------"));
    return made;
  }

  /// Where the command runs.
  Path work() {
    return folder.resolve(WORK);
  }

  Path config() {
    return work().resolve("config.json");
  }

  Path deployment() {
    return work().resolve("deployment.json");
  }

  Path result() {
    return work().resolve("result.json");
  }

  /// What the processes of this run have in their environment.
  String mark() {
    return mark;
  }

  /// Writes a file that only the service and its commands may read.
  void write(Path file, String text) throws IOException {
    try (SeekableByteChannel channel =
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                onlyOwner(folder, "rw-------"));
        var out = Channels.newOutputStream(channel)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  /// Notes what was started here.
  void note(ProcessHandle process) throws IOException {
    write(
        folder.resolve(PROCESS_FILE),
        "%d\n%s\n"
            .formatted(
                process.pid(), process.info().startInstant().map(Instant::toString).orElse("")));
  }

  /// Ends whatever still runs of what was started in `folder`, and removes it.
  static void endLeftover(Path folder) throws IOException {
    Path mark = folder.resolve(MARK_FILE);
    if (Files.isRegularFile(mark)) {
      new ProcessTree(Files.readString(mark), noted(folder)).end();
    }
    delete(folder);
  }

  /// Removes it with all that is in it.
  void delete() throws IOException {
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// The noted process, if it is that and not another that got its id since.
  private static Optional<ProcessHandle> noted(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(PROCESS_FILE));
      Instant started = Instant.parse(lines.get(1));
      return ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(process -> process.info().startInstant().equals(Optional.of(started)));
    } catch (IOException
        | DateTimeException
        | NumberFormatException
        | IndexOutOfBoundsException _) {
      return Optional.empty(); // not noted, or not to the end: the mark is still there
    }
  }

  private static FileAttribute<?>[] onlyOwner(Path where, String permissions) throws IOException {
    return Files.getFileStore(where).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
