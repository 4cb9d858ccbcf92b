package dev.templatedeployer.http;

import dev.templatedeployer.access.Audit;
import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.http.auth.Authentication;
import dev.templatedeployer.http.auth.Proof;
import dev.templatedeployer.query.Asker;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Lets a request through if its sender is known, does not come too often, has not too many that
/// are being answered, and has the role that the route takes.
///
/// Who sends tokens that prove nothing is slowed down by address, before they are looked at. So is
/// whoever asks for what everybody may look at.
final class Gate {

  /// Those who look at deployments and what came of them. Of whom, [Ownership] says.
  static final Set<Role> WHO_LOOKS =
      Collections.unmodifiableSet(EnumSet.of(Role.VIEWER, Role.SUBMITTER));

  private static final String REQUESTER = "requester";
  private static final String STANDING = "standing";
  private static final String SENDER = "sender";

  /// How often one address may send what proves nothing: five a second, twenty at once. Who proves
  /// something is not held up by that, since behind a proxy all have one address.
  private static final int FAILURES_PER_SECOND = 5;

  private static final int FAILURES_AT_ONCE = 20;

  /// How often one address may ask for what is open to everybody.
  private static final int OPEN_PER_SECOND = 50;

  private static final int OPEN_AT_ONCE = 100;

  private final Authentication authentication;
  private final Audit audit;
  private final InstantSource clock;
  private final Optional<Rates> ofSubjects;
  private final Rates ofFailures =
      new Rates(FAILURES_PER_SECOND, FAILURES_AT_ONCE, System::nanoTime);
  private final Rates ofOpen = new Rates(OPEN_PER_SECOND, OPEN_AT_ONCE, System::nanoTime);
  private final Places places;

  /// @param share what each sender may take
  Gate(Authentication authentication, Audit audit, InstantSource clock, Share share) {
    this.authentication = authentication;
    this.audit = audit;
    this.clock = clock;
    this.places = new Places(share.requestsOfAll(), share.requestsAtOnce());
    int perSecond = share.requestsPerSecond();
    this.ofSubjects =
        perSecond == 0
            ? Optional.empty()
            : Optional.of(new Rates(perSecond, 2 * perSecond, System::nanoTime));
  }

  /// `handler`, for those who have one of `needed`.
  Handler guard(Set<Role> needed, Handler handler) {
    return ctx -> {
      Requester requester = admitted(ctx);
      if (needed.stream().noneMatch(requester::may)) {
        throw forbidden(ctx, requester, needed);
      }
      ctx.attribute(REQUESTER, requester);
      ctx.attribute(
          STANDING, new Standing(authentication, ctx.header("Authorization"), needed, requester));
      handle(ctx, handler);
    };
  }

  /// `handler`, for everybody who is known, whatever their role.
  Handler guardKnown(Handler handler) {
    return ctx -> {
      ctx.attribute(REQUESTER, admitted(ctx));
      handle(ctx, handler);
    };
  }

  /// `handler`, for everybody, known or not.
  Handler guardOpen(Handler handler) {
    return ctx -> {
      String address = address(ctx);
      ofOpen.take(address).ifPresent(Gate::refuseHaste);
      hold(ctx, address);
      handle(ctx, handler);
    };
  }

  /// Who sends the request, on a route that takes a role.
  static Requester requester(Context ctx) {
    Requester requester = ctx.attribute(REQUESTER);
    if (requester == null) {
      throw new IllegalStateException("This route takes no role, so nobody asked who sends.");
    }
    return requester;
  }

  /// The right of who sends the request, for an answer that goes on.
  static Standing standing(Context ctx) {
    Standing standing = ctx.attribute(STANDING);
    if (standing == null) {
      throw new IllegalStateException("This route takes no role, so nobody has a right to lose.");
    }
    return standing;
  }

  /// Lets `handler` ask the read model in the name of whoever the request counts against.
  private static void handle(Context ctx, Handler handler) throws Exception {
    ScopedValue.where(Asker.NAME, sender(ctx))
        .<@Nullable Void, Exception>call(() -> {
          handler.handle(ctx);
          return null;
        });
  }

  /// Whose places and streams the request counts against.
  static String sender(Context ctx) {
    return Objects.requireNonNull(ctx.<String>attribute(SENDER));
  }

  private Requester admitted(Context ctx) {
    Requester requester = known(ctx);
    ofSubjects.flatMap(rates -> rates.take(requester.name())).ifPresent(Gate::refuseHaste);
    hold(ctx, authentication.tellsApart() ? requester.name() : address(ctx));
    return requester;
  }

  /// Takes a place until the answer is with its reader, who may read slowly.
  private void hold(Context ctx, String sender) {
    switch (places.take(sender)) {
      case TAKEN -> {
        ctx.attribute(SENDER, sender);
        Request.addCompletionListener(request(ctx), _ -> places.leave(sender));
      }
      case SHARE_IS_TAKEN ->
          throw Problem.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "TOO_MANY_REQUESTS",
                  "Too many requests of yours are being answered. Wait until one has ended; 'deployer.http.requests-at-once' says how many there may be.")
              .after(Duration.ofSeconds(1));
      case ALL_ARE_TAKEN ->
          throw Problem.unavailable(
              "TOO_BUSY", "The service answers as many requests as it can. Try again in a moment.");
    }
  }

  private static String address(Context ctx) {
    return Address.of(request(ctx).getConnectionMetaData().getRemoteSocketAddress());
  }

  private static Request request(Context ctx) {
    return ServletContextRequest.getServletContextRequest(ctx.req());
  }

  private Requester known(Context ctx) {
    return switch (authentication.of(ctx.header("Authorization"))) {
      case Proof.Known(var requester) -> requester;
      case Proof.Unavailable(var sentence) ->
          throw Problem.unavailable("AUTHENTICATION_UNAVAILABLE", sentence);
      case Proof.Missing(var error, var sentence) -> {
        if (!error.isEmpty()) { // who has no token yet has not tried to guess one
          ofFailures.take(address(ctx)).ifPresent(Gate::refuseHaste);
        }
        throw Problem.of(HttpStatus.UNAUTHORIZED, "UNAUTHENTICATED", sentence)
            .with(
                "WWW-Authenticate",
                error.isEmpty() ? "Bearer" : "Bearer error=\"%s\"".formatted(error));
      }
    };
  }

  private Problem forbidden(Context ctx, Requester requester, Set<Role> needed) {
    Problem problem =
        Problem.of(
            HttpStatus.FORBIDDEN,
            "FORBIDDEN",
            "'%s' may not do this, which takes the role '%s'. Ask an admin for it."
                .formatted(requester.name(), words(needed)));
    audit.note(
        new AuditEntry(
            clock.instant(),
            requester.name(),
            "http." + ctx.method().name().toLowerCase(Locale.ROOT),
            ctx.path(),
            false,
            null,
            problem.sentence()));
    return problem;
  }

  private static String words(Set<Role> roles) {
    return roles.stream().sorted().map(Role::word).collect(Collectors.joining("' or '"));
  }

  private static void refuseHaste(Duration wait) {
    throw Problem.of(
            HttpStatus.TOO_MANY_REQUESTS,
            "TOO_MANY_REQUESTS",
            "These are too many requests at once. Wait for as long as 'Retry-After' says.")
        .after(wait);
  }
}
