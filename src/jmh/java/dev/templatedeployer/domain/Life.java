package dev.templatedeployer.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The usual life of a deployment, as the benchmarks of the inner parts have it: accepted, handed
/// out and completed, with a config of 500 bytes.
public final class Life {

  /// When everything happens.
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final Config CONFIG =
      new Config(
          "{\"sleepMs\":0,\"payload\":\"%s\"}".formatted("x".repeat(472)).getBytes(UTF_8),
          "0".repeat(64));

  private final DeploymentId id;

  /// @param id whose life it is
  public Life(String id) {
    this.id = new DeploymentId(id);
  }

  /// What its sender asks for.
  public DeploymentRequest request() {
    return new DeploymentRequest(
        new TemplateName("probe"),
        null,
        CONFIG,
        new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e"),
        Map.of(),
        null,
        null);
  }

  /// The command that begins it.
  public DeploymentCommand deploy() {
    return new DeploymentCommand.Deploy(
        id, request(), "backend", new DeploymentCommand.Terms("1.0.0", Policy.STANDARD), NOON);
  }

  /// The report that ends it.
  ///
  /// @param record where it stands before
  public DeploymentCommand.Report succeeded(DeploymentRecord record) {
    return new DeploymentCommand.Succeeded(
        id, record.token(), "executor-1", Map.of(), NOON, NOON, NOON.plusMillis(5));
  }

  /// All its events, in order.
  public List<DeploymentEvent> events() {
    var events = new ArrayList<>(caused(null, deploy()));
    var record = DeploymentRecords.fold(events);
    if (record == null) {
      throw new IllegalStateException("A deployment was not accepted.");
    }
    events.addAll(caused(record, succeeded(record)));
    return events;
  }

  private static List<DeploymentEvent> caused(
      @Nullable DeploymentRecord record, DeploymentCommand command) {
    return switch (Deployments.decide(record, command)) {
      case Decision.Accepted(var events) -> events;
      case Decision.Refused(var refusal) -> throw new IllegalStateException(refusal.sentence());
    };
  }
}
