package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.control.ControlCommand;
import dev.templatedeployer.control.ControlDesk;
import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlRules;
import dev.templatedeployer.control.ControlState;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.domain.TemplateName;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// `/v1/control…`, `…/pause` and `…/resume`: what is held back, and changes of that.
final class ControlResource {

  private final ControlDesk desk;
  private final InstantSource clock;
  private final ControlChanges changes;

  ControlResource(Services services) {
    this.desk = services.desk();
    this.clock = services.clock();
    this.changes = new ControlChanges(services);
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/control", Role.VIEWER, this::show)
        .post("/v1/control/maintenance", Role.OPERATOR, this::maintain)
        .post("/v1/control/emergency-stop", Role.OPERATOR, this::stop)
        .post("/v1/templates/{name}/pause", Role.OPERATOR, ctx -> pause(ctx, true))
        .post("/v1/templates/{name}/resume", Role.OPERATOR, ctx -> pause(ctx, false));
  }

  private void show(Context ctx) {
    Parameters.of(ctx, Set.of());
    Controls controls = desk.controls();
    ObjectNode json = Json.object();
    var paused = json.putArray("pausedTemplates");
    controls.pauses().keySet().stream()
        .sorted(Comparator.comparing(TemplateName::value))
        .flatMap(template -> controls.pause(template).stream())
        .forEach(pause ->
            paused.add(
                withOrigin(
                    Json.object().put("template", pause.state().template().value()), pause)));
    var maintenance = controls.maintenance(clock.instant());
    ObjectNode maintenanceJson = onOff(maintenance);
    maintenance
        .map(record -> record.state().until())
        .ifPresent(until -> maintenanceJson.put("until", until.toString()));
    json.set("maintenance", maintenanceJson);
    json.set("emergencyStop", onOff(controls.emergencyStop()));
    Answers.json(ctx, json);
  }

  private void maintain(Context ctx) {
    Parameters.of(ctx, Set.of());
    var fields = new Fields(RequestBody.of(ctx).json());
    boolean isOn = fields.requiredFlag("on");
    Instant until = fields.time("until");
    String reason = reason(fields);
    changes.make(ctx, new ControlCommand.Maintain(isOn, until), reason);
  }

  private void stop(Context ctx) {
    Parameters.of(ctx, Set.of());
    var fields = new Fields(RequestBody.of(ctx).json());
    boolean isOn = fields.requiredFlag("on");
    String reason = reason(fields);
    changes.make(ctx, new ControlCommand.Stop(isOn), reason);
  }

  private void pause(Context ctx, boolean isPaused) {
    Parameters.of(ctx, Set.of());
    TemplateName template = template(ctx);
    String reason = reason(new Fields(RequestBody.of(ctx).json()));
    changes.make(ctx, new ControlCommand.Pause(template, isPaused), reason);
  }

  /// Adds to `json` who said what it shows, when and why.
  static ObjectNode withOrigin(ObjectNode json, ControlRecord<?> record) {
    json.put("by", record.by()).put("at", record.at().toString());
    if (record.reason() != null) {
      json.put("reason", record.reason());
    }
    return json;
  }

  private static ObjectNode onOff(Optional<? extends ControlRecord<? extends ControlState>> on) {
    ObjectNode json = Json.object().put("on", on.isPresent());
    on.ifPresent(record -> withOrigin(json, record));
    return json;
  }

  private static String reason(Fields fields) {
    String reason = fields.requiredText("reason", ControlRules.MAX_REASON);
    fields.done();
    return reason;
  }

  private static TemplateName template(Context ctx) {
    try {
      return new TemplateName(ctx.pathParam("name"));
    } catch (IllegalArgumentException _) {
      throw Problem.notFound("There is no template of that name. GET /v1/templates lists them.");
    }
  }
}
