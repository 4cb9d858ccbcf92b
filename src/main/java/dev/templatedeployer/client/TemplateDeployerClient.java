package dev.templatedeployer.client;

import dev.templatedeployer.canister.dao.DaoConfig;
import dev.templatedeployer.canister.distribution.DistributionConfig;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig;
import dev.templatedeployer.canister.lock.LockConfig;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.CommandRules;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a backend in Java deploys with.
///
/// ```java
/// try (var client = TemplateDeployerClient.at("127.0.0.1:9092").open()) {
///   client.subscribeOutcomes(OutcomeFilter.all().label("shop", "blue"), "shop", this::ended);
///   Pending pending = client.deployLock(config, owner).get();
/// }
/// ```
///
/// One is enough for a process: it is safe to use from many threads at once. How a deployment ends
/// is a value, FAILED as well as COMPLETED. A future fails with [Refused] if the service does not
/// take the command, and with [NoAnswer] if it says nothing; the same deployment sent again under
/// the same id is always safe. Futures are mostly completed on a thread of the client, so hang
/// nothing on them that blocks; use the `Async` methods for that.
public final class TemplateDeployerClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TemplateDeployerClient.class);

  private final ClientSettings settings;
  private final String outcomeTopic;
  private final DeploymentClient commands;
  private final AwaitedOutcomes awaited;
  private final PastOutcomes past;
  private final OutcomeCodec outcomes;
  private final DeploymentIds ids = new DeploymentIds();

  private TemplateDeployerClient(ClientSettings settings, String outcomeTopic, SchemaIds schemas) {
    this.settings = settings;
    this.outcomeTopic = outcomeTopic;
    this.commands = DeploymentClient.open(settings, schemas);
    this.outcomes = new OutcomeCodec(schemas);
    this.awaited = new AwaitedOutcomes(settings, outcomeTopic, outcomes);
    this.past = new PastOutcomes(() -> Connections.consumer(settings), outcomeTopic, outcomes);
  }

  /// A client of the service whose brokers are at `bootstrapServers`, such as `127.0.0.1:9092`.
  public static ClientBuilder at(String bootstrapServers) {
    return new ClientBuilder(bootstrapServers);
  }

  /// A client for which everything is said.
  ///
  /// @param outcomeTopic where outcomes are published
  /// @param schemas knows the schemas of commands, replies and outcomes
  public static TemplateDeployerClient open(
      ClientSettings settings, String outcomeTopic, SchemaIds schemas) {
    return new TemplateDeployerClient(settings, outcomeTopic, schemas);
  }

  /// Asks for a deployment. May block for half of the patience, while no broker is known.
  public CompletableFuture<Pending> deploy(NewDeployment wanted) {
    return send(wanted.command(idOf(wanted)));
  }

  /// Asks for a token lock.
  public CompletableFuture<Pending> deployLock(LockConfig config, Principal owner) {
    return deploy(NewDeployment.lock(config, owner));
  }

  /// Asks for a DAO.
  public CompletableFuture<Pending> deployDao(DaoConfig config, Principal owner) {
    return deploy(NewDeployment.dao(config, owner));
  }

  /// Asks for a distribution.
  public CompletableFuture<Pending> deployDistribution(DistributionConfig config, Principal owner) {
    return deploy(NewDeployment.distribution(config, owner));
  }

  /// Asks for a token sale.
  public CompletableFuture<Pending> deployLaunchpad(LaunchpadConfig config, Principal owner) {
    return deploy(NewDeployment.launchpad(config, owner));
  }

  /// Asks to give up a deployment of this backend.
  public CompletableFuture<Pending> cancel(DeploymentId id, String reason) {
    return send(new CommandMessage.Cancel(id, null, null, reason));
  }

  /// Asks for a deployment and waits for its end, without a thread.
  ///
  /// A deployment that was sent before is waited for as well, and if it has ended already, its
  /// outcome is looked up. One whose reply is lost is waited for too: only how it ends counts.
  ///
  /// @param timeout how long, the time that sending takes included
  /// @return how it ended: COMPLETED, FAILED or CANCELLED. Fails with [Refused], with [NoAnswer] if
  ///   it could not be sent, or with [NoOutcome] if time is over first
  public CompletableFuture<DeploymentOutcome> submitAndAwait(
      NewDeployment wanted, Duration timeout) {
    DeploymentId id = idOf(wanted);
    long end = System.nanoTime() + timeout.toNanos();
    Awaited waiting =
        awaited.await(
            id,
            one -> {
              var _ =
                  deploy(new NewDeployment(id, wanted.request()))
                      .whenComplete((pending, trouble) -> heard(one, pending, trouble, end));
            });
    return waiting
        .found()
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .handle((outcome, trouble) -> {
          awaited.forget(waiting);
          if (trouble != null) {
            throw new CompletionException(
                trouble instanceof TimeoutException ? NoOutcome.timedOut(id, timeout) : trouble);
          }
          return outcome;
        });
  }

  /// Hands outcomes to `handler`: each at least once, those of a deployment in their order.
  ///
  /// @param groupId the Kafka group. Subscribers of one group share the outcomes among them, and go
  ///   on where the group left off; give each purpose a group of its own
  /// @return to be closed, before or after this client
  public OutcomeSubscription subscribeOutcomes(
      OutcomeFilter filter, String groupId, OutcomeReceiver handler) {
    return subscribeOutcomes(filter, groupId, handler, SubscriptionSettings.STANDARD);
  }

  /// The same with settings of its own.
  public OutcomeSubscription subscribeOutcomes(
      OutcomeFilter filter,
      String groupId,
      OutcomeReceiver handler,
      SubscriptionSettings subscription) {
    var started =
        new OutcomeSubscription(
            Connections.member(settings, groupId, subscription.begin()),
            outcomeTopic,
            outcomes,
            filter,
            handler,
            subscription,
            groupId);
    started.start();
    return started;
  }

  /// Ends the connections. Whoever still waits is told so; subscriptions go on until they are
  /// closed.
  @Override
  public void close() {
    commands.close();
    awaited.close();
  }

  private DeploymentId idOf(NewDeployment wanted) {
    return wanted.id() == null ? ids.next() : wanted.id();
  }

  private CompletableFuture<Pending> send(CommandMessage command) {
    Optional<String> problem = CommandRules.problem(command);
    if (problem.isPresent()) {
      return CompletableFuture.failedFuture(
          new Refused(command.id(), Refusal.of(Refusal.Kind.INVALID_PAYLOAD, problem.get())));
    }
    return commands.send(command, Map.of()).thenApply(TemplateDeployerClient::pending);
  }

  private static Pending pending(Answer answer) {
    Refusal refusal = answer.reply().refusal();
    if (refusal != null) {
      throw new CompletionException(new Refused(answer.reply().id(), refusal));
    }
    return new Pending(answer.reply().id(), answer.version());
  }

  /// Makes of a reply, or of its absence, what the wait for the outcome has to know.
  private void heard(
      Awaited waiting, @Nullable Pending pending, @Nullable Throwable trouble, long end) {
    if (trouble != null) {
      Throwable cause = cause(trouble);
      if (cause instanceof NoAnswer none && mayHaveBeenTaken(none)) {
        waiting.countFrom(0);
      } else {
        waiting.found().completeExceptionally(cause);
      }
    } else if (pending != null) {
      long version = pending.version() == null ? 0 : pending.version();
      waiting.countFrom(version);
      if (version > 1) { // sent before, so it may have ended before
        Thread.ofVirtual()
            .name("outcome-of-" + waiting.id())
            .start(() -> lookBack(waiting, version, end));
      }
    }
  }

  private static Throwable cause(Throwable trouble) {
    Throwable cause = trouble.getCause();
    return trouble instanceof CompletionException && cause != null ? cause : trouble;
  }

  private static boolean mayHaveBeenTaken(NoAnswer none) {
    return switch (none.reason()) {
      case NO_REPLY, UNREADABLE -> true;
      case BUSY, TOO_LARGE, FORBIDDEN, UNREACHABLE, CLOSED -> false;
    };
  }

  private void lookBack(Awaited waiting, long version, long end) {
    try {
      past.newest(waiting.id(), version, Duration.ofNanos(Math.max(0, end - System.nanoTime())))
          .ifPresent(waiting::see);
    } catch (Undecodable e) {
      waiting.found().completeExceptionally(NoOutcome.unreadable(waiting.id(), e));
    } catch (KafkaException e) {
      LOG.atWarn()
          .addKeyValue("deploymentId", waiting.id())
          .addKeyValue("error", e.getMessage())
          .log("could not look up whether a deployment that was sent again had ended");
    }
  }
}
