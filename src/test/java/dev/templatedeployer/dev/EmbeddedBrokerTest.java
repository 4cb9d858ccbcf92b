package dev.templatedeployer.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

  @TempDir Path folder;

  @Test
  void closesItsFolderToOthersAlsoIfItWasOpen() throws IOException {
    Path old = Files.createDirectory(folder.resolve("kafka"));
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (var _ = BrokerFolder.hold(old)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
          .isEqualTo("rwx------");
    }
  }

  @Nested
  class ItsData {
    @Test
    void isThereAgainAfterAStop() throws Exception {
      try (var broker = EmbeddedBroker.start(folder, 0)) {
        Letters.createTopic(broker.bootstrapServers());
        Letters.sendInOneTransaction(broker.bootstrapServers(), "a", "b");
      }
      try (var broker = EmbeddedBroker.start(folder, 0)) {
        Letters.sendInOneTransaction(broker.bootstrapServers(), "c");
        assertThat(Letters.committed(broker.bootstrapServers(), 3)).containsExactly("a", "b", "c");
      }
    }

    @Test
    void isThereAgainAfterAKill() throws Exception {
      var victim = BrokerToKill.start(folder);
      victim.destroyForcibly().waitFor();
      try (var broker = EmbeddedBroker.start(folder, 0)) {
        Letters.sendInOneTransaction(broker.bootstrapServers(), "c");
        assertThat(Letters.committed(broker.bootstrapServers(), 3)).containsExactly("a", "b", "c");
      }
    }
  }

  @Test
  void closesWithinSecondsAndMayBeClosedTwice() {
    var broker = EmbeddedBroker.start(folder, 0);
    var begin = Instant.now();
    broker.close();
    broker.close();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
  }

  @Nested
  class ItDoesNotStart {
    @Test
    void onATakenPort() throws IOException {
      try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        assertNotStarted(
            folder,
            other.getLocalPort(),
            "Port %d on 127.0.0.1 is taken by another program. Stop it or choose another with --kafka-port."
                .formatted(other.getLocalPort()));
      }
    }

    @Test
    void inAFolderThatAnotherOneUses() {
      try (var _ = EmbeddedBroker.start(folder, 0)) {
        assertNotStarted(
            folder,
            0,
            "The Kafka data in '%s' is in use by another process. Stop it, or choose another folder with --data-dir."
                .formatted(folder));
      }
    }

    @Test
    void inAFolderThatCannotBeMade() throws IOException {
      var file = Files.writeString(folder.resolve("file"), "");
      assertNotStarted(
          file,
          0,
          "Kafka cannot keep its data in '%s': it is not a folder. Choose a folder that you may write to with --data-dir."
              .formatted(file));
      assertNotStarted(
          file.resolve("data"),
          0,
          "Kafka cannot keep its data in '%s': Not a directory. Choose a folder that you may write to with --data-dir."
              .formatted(file.resolve("data")));
    }

    @Test
    void inAFolderThatIsNotItsOwn() throws IOException {
      Files.writeString(
          folder.resolve("meta.properties"), "version=1\ncluster.id=other\nnode.id=1");
      assertNotStarted(
          folder,
          0,
          "The folder '%s' holds something else than the data of this broker. Choose an empty one with --data-dir."
              .formatted(folder));
      assertThat(folder).isDirectoryNotContaining("glob:**/embedded-broker");
    }

    @Test
    void inAFolderOfANewerKafka() throws IOException {
      Files.writeString(folder.resolve("embedded-broker"), "9.1-IV0");
      Files.writeString(folder.resolve("meta.properties"), "");
      assertNotStarted(
          folder,
          0,
          "The Kafka data in '%s' has version '9.1-IV0', and this program reads up to '4.3-IV0'. Use the newer program, or choose another folder with --data-dir."
              .formatted(folder));
    }

    @Test
    void onTheDataOfAnotherNode() throws IOException {
      Files.writeString(folder.resolve("embedded-broker"), "4.3-IV0");
      Files.writeString(folder.resolve("meta.properties"), "version=1\ncluster.id=c\nnode.id=7");
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
          .isInstanceOf(BrokerNotStarted.class)
          .hasMessageStartingWith("Kafka did not start on the data in '%s': ".formatted(folder))
          .hasMessageEndingWith(". The log may say more.");
    }

    @Test
    void butLetsGoOfTheFolder() throws IOException {
      try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        var port = other.getLocalPort();
        assertThatThrownBy(() -> EmbeddedBroker.start(folder, port))
            .isInstanceOf(BrokerNotStarted.class);
      }
      try (var broker = EmbeddedBroker.start(folder, 0)) {
        assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
      }
    }

    private static void assertNotStarted(Path folder, int port, String sentence) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, port))
          .isInstanceOf(BrokerNotStarted.class)
          .hasMessage(sentence);
    }
  }
}
