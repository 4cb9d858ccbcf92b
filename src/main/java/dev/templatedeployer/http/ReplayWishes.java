package dev.templatedeployer.http;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.replay.Replay;
import dev.templatedeployer.replay.ReplayCommand;
import dev.templatedeployer.replay.ReplayDecision;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.replay.ReplayPlan;
import dev.templatedeployer.replay.driving.Ledger;
import dev.templatedeployer.replay.driving.LogTrouble;
import dev.templatedeployer.replay.driving.ReplayDesk;
import dev.templatedeployer.replay.driving.UnusableFilter;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Set;

/// `POST /v1/replays…`: plans a bulk replay, and says what should become of it. Each request is
/// noted in the audit trail, accepted or refused.
final class ReplayWishes {

  private final Services services;
  private final ReplayDesk desk;

  ReplayWishes(Services services) {
    this.services = services;
    this.desk = services.replays();
  }

  void addTo(Routes routes) {
    routes
        .post("/v1/replays", Role.OPERATOR, this::plan)
        .post("/v1/replays/{id}/approve", Role.OPERATOR, this::approve)
        .post("/v1/replays/{id}/pause", Role.OPERATOR, ctx -> wish(ctx, "pause"))
        .post("/v1/replays/{id}/resume", Role.OPERATOR, ctx -> wish(ctx, "resume"))
        .post("/v1/replays/{id}/stop", Role.OPERATOR, ctx -> wish(ctx, "stop"));
  }

  private void plan(Context ctx) {
    Parameters.of(ctx, Set.of());
    ReplayForm form = ReplayForm.in(RequestBody.of(ctx).json());
    String by = Gate.requester(ctx).name();
    Replay replay =
        ask(
            ctx,
            "plan",
            form.filter(),
            form.reason(),
            () -> desk.plan(form.filter(), form.limits(), by, form.reason()));
    ctx.status(HttpStatus.CREATED).header("Location", "/v1/replays/" + replay.id());
    Answers.json(ctx, ReplayJson.of(replay, services.clock().instant()));
  }

  private void approve(Context ctx) {
    Parameters.of(ctx, Set.of());
    ReplayId id = ReplayQuestions.id(ctx);
    var approval = ReplayForm.Approval.in(RequestBody.of(ctx).json());
    String by = Gate.requester(ctx).name();
    answer(
        ctx,
        ask(
            ctx,
            "approve",
            id.value(),
            approval.reason(),
            () ->
                desk.change(
                    id,
                    now ->
                        new ReplayCommand.Approve(
                            approval.digest(), approval.count(), by, approval.reason(), now))));
  }

  private void wish(Context ctx, String what) {
    Parameters.of(ctx, Set.of());
    ReplayId id = ReplayQuestions.id(ctx);
    var fields = new Fields(RequestBody.of(ctx).json());
    String reason = fields.requiredText("reason", ReplayPlan.MOST_CHARACTERS);
    fields.done();
    String by = Gate.requester(ctx).name();
    ReplayDesk.Wish wish =
        switch (what) {
          case "pause" -> now -> new ReplayCommand.Pause(by, reason, now);
          case "resume" -> now -> new ReplayCommand.Resume(by, reason, now);
          default -> now -> new ReplayCommand.Stop(by, reason, now);
        };
    answer(ctx, ask(ctx, what, id.value(), reason, () -> desk.change(id, wish)));
  }

  private void answer(Context ctx, Replay replay) {
    Answers.json(ctx, ReplayJson.of(replay, services.clock().instant()));
  }

  /// Something that is asked of the desk.
  @FunctionalInterface
  private interface Question {
    Ledger.Outcome ask() throws UnusableFilter, LogTrouble, InterruptedException;
  }

  /// Asks, and notes what came of it.
  ///
  /// @throws Problem if it is refused, or cannot be done now
  private Replay ask(Context ctx, String what, String subject, String reason, Question question) {
    try {
      Ledger.Outcome outcome = question.ask();
      if (outcome.decision() instanceof ReplayDecision.Refused(var kind, var sentence)) {
        note(ctx, what, subject, reason, false, sentence);
        throw problem(kind, sentence);
      }
      Replay replay = outcome.replay();
      if (replay == null) {
        throw new IllegalStateException("A replay was changed that is not there.");
      }
      note(
          ctx,
          what,
          replay.id().value(),
          reason,
          true,
          "The replay of %d deployments is %s.".formatted(replay.count(), replay.state()));
      return replay;
    } catch (UnusableFilter e) {
      note(ctx, what, subject, reason, false, e.sentence());
      throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "INVALID_FILTER", e.sentence());
    } catch (LogTrouble e) {
      note(ctx, what, subject, reason, false, String.valueOf(e.getMessage()));
      throw ReplayQuestions.problem(e);
    } catch (InterruptedException _) {
      throw Interruptions.stopping();
    }
  }

  private void note(
      Context ctx, String what, String subject, String reason, boolean isAccepted, String detail) {
    services
        .audit()
        .note(
            new AuditEntry(
                services.clock().instant(),
                Gate.requester(ctx).name(),
                "replay." + what,
                subject,
                isAccepted,
                reason,
                detail));
  }

  private static Problem problem(ReplayDecision.Kind kind, String sentence) {
    return switch (kind) {
      case NOT_FOUND -> Problem.notFound(sentence);
      case INVALID -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "INVALID_REPLAY", sentence);
      case CONFLICT -> Problem.of(HttpStatus.CONFLICT, "CONFLICT", sentence);
    };
  }
}
