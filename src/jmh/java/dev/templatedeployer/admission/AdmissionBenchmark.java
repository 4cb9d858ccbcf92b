package dev.templatedeployer.admission;

import dev.templatedeployer.canister.lock.LockTemplate;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Life;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.template.catalog.UnusableTemplates;
import dev.templatedeployer.template.probe.ProbeTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What it takes to let a request in: parse its config, hold it against the JSON Schema of its
/// template, and ask the template for what a schema cannot say.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AdmissionBenchmark {

  private static final DeploymentId ID = new DeploymentId("web-42");

  private TemplateAdmission admission;
  private DeploymentRequest lock;
  private final DeploymentRequest probe = new Life("bench-1-m-4711").request();

  /// Reads the config that the examples show.
  @Setup
  public void prepare() throws UnusableTemplates, IOException {
    var catalog =
        TemplateCatalog.of(
            List.of(new LockTemplate(), new ProbeTemplate()), Principal.Form.TEXTUAL);
    var terms = new TemplateTerms(true, Policy.STANDARD, OwnerLimits.NONE);
    admission = new TemplateAdmission(catalog, _ -> terms, Principal.Form.TEXTUAL);
    var config = Files.readAllBytes(Path.of("src", "examples", "lock.json"));
    lock =
        new DeploymentRequest(
            new TemplateName("lock"),
            null,
            new Config(config, "0".repeat(64)),
            probe.owner(),
            Map.of(),
            null,
            null);
    if (!(admit() instanceof Admission.Verdict.Admitted)) {
      throw new IllegalStateException("The example of a lock is not let in: " + admit());
    }
  }

  private Admission.Verdict admit() {
    return admission.admit("shop", ID, lock, Life.NOON);
  }

  /// A lock with a schedule.
  @Benchmark
  public Admission.Verdict admitLock() {
    return admit();
  }

  /// A probe with 500 bytes.
  @Benchmark
  public Admission.Verdict admitProbe() {
    return admission.admit("shop", ID, probe, Life.NOON);
  }
}
