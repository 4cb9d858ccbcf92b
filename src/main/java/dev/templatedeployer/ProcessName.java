package dev.templatedeployer;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// What this process calls itself in reports and logs: where it runs, and which process it is.
final class ProcessName {

  private ProcessName() {}

  static String ofThis() {
    return host() + "-" + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
