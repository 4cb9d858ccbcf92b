package dev.templatedeployer;

import java.net.SocketException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What the machine denies a process: room on the disk, files, threads, memory, rights. It comes up
/// as all sorts of exceptions of all sorts of libraries, so it is told by what the system said,
/// somewhere in the chain of causes.
final class MachineDenial {

  private static final List<Denial> DENIALS =
      List.of(
          new Denial(
              "There is no room left on the disk%s. Make room there, or set 'deployer.state-dir' to a folder with more, and start again.",
              "no space left on device",
              "disk quota exceeded",
              "database or disk is full",
              "sqlite_full",
              "sqlite_ioerr_shmsize"), // as SQLite says it when its log has no room
          new Denial(
              "This process may open no more files%s. Raise its limit, as with 'ulimit -n 65536' or LimitNOFILE of systemd, and start again.",
              "too many open files"),
          new Denial(
              "This process may start no more threads%s. Raise its limit, as with 'ulimit -u' or the limit of pids of its container, and start again.",
              "unable to create native thread", "unable to create new native thread"),
          new Denial(
              "The system gives this process no more memory%s. Raise the limit of its container, or 'ulimit -v' and 'ulimit -l', or give the heap less with -Xmx, and start again.",
              "cannot allocate memory", "map failed", "mmap failed"),
          new Denial(
              "No library may be loaded from the folder for temporary files%s. It is mounted with 'noexec': name another one with '-Djava.io.tmpdir'.",
              "failed to map segment from shared object"),
          new Denial(
              "The disk can only be read%s. Mount it so that it can be written, or set 'deployer.state-dir' to another folder.",
              "read-only file system", "sqlite_readonly"),
          new Denial(
              "This user may not write%s. Give it the right, or set 'deployer.state-dir' to a folder of its own.",
              "permission denied", "accessdeniedexception"));

  private MachineDenial() {}

  private record Denial(String sentence, List<String> words) {
    Denial(String sentence, String... words) {
      this(sentence, List.of(words));
    }

    boolean isIn(String text) {
      return words.stream().anyMatch(text::contains);
    }
  }

  /// What `fault` comes from, as a sentence with what to do; empty if nothing was denied.
  static Optional<String> of(Throwable fault) {
    return Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
        .filter(cause -> !(cause instanceof SocketException)) // a port, which has its own sentence
        .flatMap(cause -> denialIn(cause).stream())
        .reduce((_, deeper) -> deeper); // which knows the file; the others only repeat it
  }

  private static Optional<String> denialIn(Throwable cause) {
    String text = cause.toString().toLowerCase(Locale.ROOT);
    return DENIALS.stream()
        .filter(denial -> denial.isIn(text))
        .findFirst()
        .map(denial -> denial.sentence().formatted(where(cause)));
  }

  private static String where(Throwable cause) {
    return switch (cause) {
      case AccessDeniedException e when e.getFile() != null -> " '%s'".formatted(e.getFile());
      case FileSystemException e when e.getFile() != null -> ": '%s'".formatted(e.getFile());
      default -> "";
    };
  }
}
