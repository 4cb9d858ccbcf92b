package dev.templatedeployer.http;

import dev.templatedeployer.verify.BrokenOff;
import dev.templatedeployer.verify.Difference;
import dev.templatedeployer.verify.Findings;
import dev.templatedeployer.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A verifier that finds what it was told to, once it may.
final class FakeVerifier implements Verifier {

  final List<Difference> toBeFound = new ArrayList<>();

  /// A permit for each verification that may end.
  final Semaphore ends = new Semaphore(0);

  @Override
  public void verify(@Nullable String only, Findings findings)
      throws BrokenOff, InterruptedException {
    findings.checked(6, only == null ? 2 : 1, 0);
    toBeFound.forEach(findings::add);
    ends.acquire();
  }

  @Override
  public void stop() {
    ends.release();
  }
}
