package dev.templatedeployer.topics;

/// Which changes of a topic's settings give something up that nobody can bring back.
final class SettingLoss {

  private static final String UNLIMITED = "-1";

  private SettingLoss() {}

  /// Whether `wanted` keeps fewer records than `found`, or asks for fewer copies in sync.
  static boolean isLoss(String setting, String found, String wanted) {
    return switch (setting) {
      case "cleanup.policy" -> true;
      case "retention.ms", "retention.bytes", "min.insync.replicas" -> isLess(wanted, found);
      default -> false;
    };
  }

  private static boolean isLess(String a, String b) {
    if (a.equals(UNLIMITED)) {
      return false;
    }
    return b.equals(UNLIMITED) || Long.parseLong(a) < Long.parseLong(b);
  }
}
