package dev.templatedeployer.http;

/// What an interrupted request is told. Only a server that stops interrupts requests.
final class Interruptions {

  private Interruptions() {}

  static Problem stopping() {
    Thread.currentThread().interrupt();
    return Problem.unavailable(
        "STOPPING", "The service is stopping. Send the request again in a moment.");
  }
}
