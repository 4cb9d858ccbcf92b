package dev.templatedeployer.control;

import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import java.time.Instant;
import java.util.function.Supplier;

/// Lets in what another admission lets in, unless the service takes nothing new at present.
///
/// @param controls what holds at the moment of asking
public record ControlledAdmission(Admission others, Supplier<Controls> controls)
    implements Admission {

  @Override
  public Verdict admit(String caller, DeploymentId id, DeploymentRequest request, Instant now) {
    return controls
        .get()
        .forbidsNew(now)
        .<Verdict>map(Verdict.Refused::new)
        .orElseGet(() -> others.admit(caller, id, request, now));
  }
}
