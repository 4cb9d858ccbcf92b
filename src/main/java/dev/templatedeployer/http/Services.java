package dev.templatedeployer.http;

import dev.templatedeployer.access.Audit;
import dev.templatedeployer.access.AuditTrail;
import dev.templatedeployer.backlog.Backlogs;
import dev.templatedeployer.canister.hosting.HostedKind;
import dev.templatedeployer.client.CanisterCommands;
import dev.templatedeployer.client.DeploymentCommands;
import dev.templatedeployer.control.ControlDesk;
import dev.templatedeployer.deadletter.DeadLetters;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.http.auth.Authentication;
import dev.templatedeployer.query.CanisterViews;
import dev.templatedeployer.query.Changes;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.FailureViews;
import dev.templatedeployer.query.Freshness;
import dev.templatedeployer.query.StatisticsViews;
import dev.templatedeployer.replay.driving.ReplayDesk;
import dev.templatedeployer.verify.Verifications;
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
/// @param failures why deployments failed
/// @param statistics how deployments go
/// @param backlogs how much work waits
/// @param canisters what is known of canisters
/// @param freshness how far the two before have come
/// @param changes what happens to deployments
/// @param kinds finds the rules of a kind of canister, for its views
/// @param templates the templates on offer, in the order of their names
/// @param admission says of a request whether it would be let in
/// @param authentication tells who sends a request
/// @param audit keeps who did what
/// @param deadLetters what nobody could act upon
/// @param desk what holds at present, and where it is changed
/// @param auditTrail finds who did what
/// @param health how the service is
/// @param metrics what `/metrics` shows, and where requests are counted
/// @param registry answers for the schema registry below `/registry`
/// @param verifications checks the log
/// @param replays where bulk replays are planned and let run
/// @param asyncApi the contract of the topics, as YAML
/// @param clock the time, for views and admission
public record Services(
    DeploymentCommands deploymentCommands,
    CanisterCommands canisterCommands,
    DeploymentViews deployments,
    FailureViews failures,
    StatisticsViews statistics,
    Backlogs backlogs,
    CanisterViews canisters,
    Freshness freshness,
    Changes changes,
    Function<String, Optional<HostedKind>> kinds,
    Supplier<List<OfferedTemplate>> templates,
    Admission admission,
    Authentication authentication,
    Audit audit,
    DeadLetters deadLetters,
    ControlDesk desk,
    AuditTrail auditTrail,
    Health health,
    PrometheusMeterRegistry metrics,
    SchemaRegistry registry,
    Verifications verifications,
    ReplayDesk replays,
    Supplier<byte[]> asyncApi,
    InstantSource clock) {}
