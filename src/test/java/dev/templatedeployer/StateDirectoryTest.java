package dev.templatedeployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

  /// What Kafka takes as the name of a static member.
  static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  @TempDir Path parent;

  @Test
  void namesWhoHoldsItTheSameAfterARestart() throws CannotStart {
    String first;
    try (var held = StateDirectory.hold(parent.resolve("one"))) {
      first = held.instance();
      assertThat(held.instance()).isEqualTo(first);
    }
    try (var held = StateDirectory.hold(parent.resolve("one"))) {
      assertThat(held.instance()).isEqualTo(first).matches(NAME);
    }
  }

  @Test
  void namesEachFolderDifferently() throws CannotStart {
    try (var one = StateDirectory.hold(parent.resolve("one"));
        var other = StateDirectory.hold(parent.resolve("other"))) {
      assertThat(one.instance()).isNotEqualTo(other.instance());
    }
  }

  @Test
  void saysThatANameCannotBeRead() throws Exception {
    try (var held = StateDirectory.hold(parent.resolve("one"))) {
      Files.createDirectory(parent.resolve("one/instance"));

      assertThatThrownBy(held::instance)
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("'deployer.state-dir'");
    }
  }

  @Test
  void isForThisUserAloneAlsoIfItWasThereBefore() throws Exception {
    Path old =
        Files.createDirectory(
            parent.resolve("old"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (var _ = StateDirectory.hold(old);
        var _ = StateDirectory.hold(parent.resolve("a/new"))) {
      for (Path folder : List.of(old, parent.resolve("a"), parent.resolve("a/new"))) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
            .as(folder.toString())
            .isEqualTo("rwx------");
      }
    }
  }

  @Test
  void isHeldByOneAtATime() throws CannotStart {
    try (var _ = StateDirectory.hold(parent.resolve("one"))) {
      assertThatThrownBy(() -> StateDirectory.hold(parent.resolve("one")))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("held by another process");
    }
  }
}
