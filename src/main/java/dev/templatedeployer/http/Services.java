package dev.templatedeployer.http;

import dev.templatedeployer.access.Audit;
import dev.templatedeployer.access.AuditTrail;
import dev.templatedeployer.canister.hosting.HostedKind;
import dev.templatedeployer.client.CanisterCommands;
import dev.templatedeployer.client.DeploymentCommands;
import dev.templatedeployer.control.ControlDesk;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.query.CanisterViews;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.Freshness;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that the API stands on. Everything in it may be used from many threads at once.
///
/// @param deploymentCommands where commands about deployments go, in the name of whoever asked
/// @param canisterCommands where operations on canisters go
/// @param deployments what is known of deployments
/// @param canisters what is known of canisters
/// @param freshness how far the two before have come
/// @param kinds finds the rules of a kind of canister, for its views
/// @param templates the templates on offer, in the order of their names
/// @param admission says of a request whether it would be let in
/// @param callers tells who sends a request
/// @param audit keeps who did what
/// @param desk what holds at present, and where it is changed
/// @param auditTrail finds who did what
/// @param health how the service is
/// @param metrics what `/metrics` shows, and where requests are counted
/// @param registry answers for the schema registry below `/registry`
/// @param clock the time, for views and admission
public record Services(
    DeploymentCommands deploymentCommands,
    CanisterCommands canisterCommands,
    DeploymentViews deployments,
    CanisterViews canisters,
    Freshness freshness,
    Function<String, Optional<HostedKind>> kinds,
    Supplier<List<OfferedTemplate>> templates,
    Admission admission,
    Callers callers,
    Audit audit,
    ControlDesk desk,
    AuditTrail auditTrail,
    Health health,
    PrometheusMeterRegistry metrics,
    SchemaRegistry registry,
    InstantSource clock) {}
