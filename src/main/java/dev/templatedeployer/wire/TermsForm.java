package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.domain.Policy;
import java.io.IOException;

/// The Avro record `DeploymentTerms`.
final class TermsForm {

  private TermsForm() {}

  static void write(Terms terms, AvroOutput out) throws IOException {
    Policy policy = terms.policy();
    out.text(terms.templateVersion());
    out.int32(policy.maxAttempts());
    out.millis(policy.backoff());
    out.millis(policy.maxBackoff());
    out.millis(policy.attemptTimeout());
    out.millis(policy.lease());
    out.millis(policy.startTimeout());
    out.int32(policy.maxDrives());
  }

  static Terms read(AvroInput in) throws IOException {
    return new Terms(
        in.text(),
        new Policy(
            in.int32(),
            in.millis(),
            in.millis(),
            in.millis(),
            in.millis(),
            in.millis(),
            in.int32()));
  }

  static void skip(AvroInput in) throws IOException {
    in.skipText();
    in.skipInt32();
    in.skipInt64();
    in.skipInt64();
    in.skipInt64();
    in.skipInt64();
    in.skipInt64();
    in.skipInt32();
  }
}
