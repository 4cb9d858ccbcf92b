package dev.templatedeployer.cli;

/// Who owns what is deployed without saying for whom.
final class DevelopmentOwner {

  /// An opaque principal that nobody holds a key of: the bytes of `development` and the class byte
  /// 1. For trying things out; what it owns, nobody can ever claim in earnest.
  static final String PRINCIPAL = "pz7mb-3demv-3gk3d-pobww-k3tua-e";

  private DevelopmentOwner() {}
}
