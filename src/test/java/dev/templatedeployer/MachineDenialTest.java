package dev.templatedeployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MachineDenialTest {

  @ParameterizedTest
  @MethodSource("denials")
  void isToldInASentenceHoweverDeepItIs(Throwable fault, String begin, String remedy) {
    var wrapped = new IllegalStateException("It did not work.", new RuntimeException(fault));

    assertThat(MachineDenial.of(wrapped))
        .hasValueSatisfying(sentence -> {
          assertThat(sentence).startsWith(begin).contains(remedy).endsWith(".");
          assertThat(sentence).doesNotContain("Exception");
        });
  }

  static Stream<Arguments> denials() {
    return Stream.of(
        Arguments.of(
            new IOException("No space left on device"),
            "There is no room left on the disk.",
            "deployer.state-dir"),
        Arguments.of(
            new FileSystemException("/data/state/lock", null, "No space left on device"),
            "There is no room left on the disk: '/data/state/lock'.",
            "Make room"),
        Arguments.of(
            new SQLException("[SQLITE_FULL] Insertion failed (database or disk is full)"),
            "There is no room left on the disk.",
            "Make room"),
        Arguments.of(
            new FileSystemException("/data/state", null, "Too many open files"),
            "This process may open no more files: '/data/state'.",
            "ulimit -n"),
        Arguments.of(
            new AccessDeniedException("/data/state"),
            "This user may not write '/data/state'.",
            "Give it the right"),
        Arguments.of(
            new FileSystemException("/data", null, "Read-only file system"),
            "The disk can only be read: '/data'.",
            "Mount it"),
        Arguments.of(
            new OutOfMemoryError("unable to create native thread: possibly out of memory"),
            "This process may start no more threads.",
            "ulimit -u"),
        Arguments.of(
            new IOException("Map failed", new OutOfMemoryError("Map failed")),
            "The system gives this process no more memory.",
            "ulimit -l"),
        Arguments.of(
            new UnsatisfiedLinkError(
                "/tmp/librocksdbjni.so: failed to map segment from shared object"),
            "No library may be loaded from the folder for temporary files.",
            "java.io.tmpdir"));
  }

  @Test
  void isNoExcuseForAFaultOfOurs() {
    assertThat(MachineDenial.of(new NullPointerException("oops"))).isEmpty();
  }

  @Test
  void isNotWhatAPortIsRefusedFor() {
    assertThat(MachineDenial.of(new SocketException("Permission denied"))).isEmpty();
  }
}
