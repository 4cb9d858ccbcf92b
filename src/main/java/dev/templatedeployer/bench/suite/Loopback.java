package dev.templatedeployer.bench.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of this machine that only programs on it reach.
final class Loopback {

  private Loopback() {}

  /// A port that nobody listens on now.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
