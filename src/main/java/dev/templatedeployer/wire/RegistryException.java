package dev.templatedeployer.wire;

/// The schema registry cannot be used as it was asked. The message is a sentence for the person who
/// runs the service.
public final class RegistryException extends Exception {

  private static final long serialVersionUID = 1;

  RegistryException(String sentence) {
    super(sentence);
  }
}
