package dev.templatedeployer.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where a sender comes from, as its places are counted. Of IPv6 only the first half counts, since
/// everybody has the second half to choose from.
final class Address {

  private static final int HALF = 8;

  private Address() {}

  static String of(SocketAddress peer) {
    return peer instanceof InetSocketAddress inet && inet.getAddress() != null
        ? of(inet.getAddress())
        : "local";
  }

  private static String of(InetAddress address) {
    return address instanceof Inet6Address six
        ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), HALF)) + "/64"
        : address.getHostAddress();
  }
}
