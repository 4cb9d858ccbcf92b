package dev.templatedeployer.http;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;

/// Lets a request through if its sender has the role that the route takes.
final class Gate {

  private static final String REQUESTER = "requester";

  private final Callers callers;

  Gate(Callers callers) {
    this.callers = callers;
  }

  /// `handler`, for those who have `needed`.
  Handler guard(Role needed, Handler handler) {
    return ctx -> {
      Requester requester = callers.of(ctx.header("Authorization"));
      if (!requester.may(needed)) {
        throw Problem.of(
            HttpStatus.FORBIDDEN,
            "FORBIDDEN",
            "'%s' may not do this, which takes the role '%s'. Ask an admin for it."
                .formatted(requester.name(), needed.word()));
      }
      ctx.attribute(REQUESTER, requester);
      handler.handle(ctx);
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
}
