package dev.templatedeployer.execute;

/// The keys that say to what a line of the log happened.
final class LogKeys {

  static final String DEPLOYMENT_ID = "deploymentId";
  static final String TEMPLATE = "template";
  static final String ATTEMPT = "attempt";
  static final String TOPIC = "topic";
  static final String PARTITION = "partition";
  static final String OFFSET = "offset";
  static final String ERROR = "error";

  private LogKeys() {}
}
