package dev.templatedeployer.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The declarative examples, ready to be deployed from: their folder, the variables that they want,
/// and the DNS service that one of them calls, which runs as a process of its own.
///
/// They come with the sources. Where there are none, such as in a container, there is nothing here.
final class DemoTemplates implements AutoCloseable {

  private static final Path EXAMPLES = Path.of("src", "examples", "templates");

  private final @Nullable Path folder;
  private final Map<String, String> variables;
  private final @Nullable Process dns;

  private DemoTemplates(
      @Nullable Path folder, Map<String, String> variables, @Nullable Process dns) {
    this.folder = folder;
    this.variables = Map.copyOf(variables);
    this.dns = dns;
  }

  /// Nothing at all.
  static DemoTemplates none() {
    return new DemoTemplates(null, Map.of(), null);
  }

  /// Starts what the examples of the installation in `home` need.
  ///
  /// @param dataDir where the pages are kept that one of them renders
  static DemoTemplates start(Path home, Path dataDir) {
    Path folder = home.resolve(EXAMPLES).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      return none();
    }
    var variables = new HashMap<String, String>();
    int port = freePort();
    variables.put("DNS_URL", "http://127.0.0.1:" + port);
    variables.put("DNS_TOKEN", UUID.randomUUID().toString());
    variables.put(
        "GREETING_PAGES",
        dataDir.resolve("greeting-pages").toAbsolutePath().normalize().toString());
    return new DemoTemplates(
        folder, variables, dns(folder.resolve("dns-record"), port, variables, dataDir));
  }

  /// Whether there are any.
  boolean areThere() {
    return folder != null;
  }

  /// What the service has to be told of them.
  Map<String, String> settings() {
    return folder == null ? Map.of() : Map.of("deployer.templates-dir", folder.toString());
  }

  /// The variables that they want, beside those of the environment.
  Map<String, String> variables() {
    return variables;
  }

  private static Process dns(Path example, int port, Map<String, String> variables, Path dataDir) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
                java,
                "-Xmx64m",
                example.resolve("DnsService.java").toString(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(dataDir.resolve("dns-service.log").toFile());
    builder.environment().putAll(variables);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the DNS service of the demo.", e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot find a free port for the DNS service of the demo.", e);
    }
  }

  @Override
  public void close() {
    if (dns != null) {
      dns.destroy();
    }
  }
}
