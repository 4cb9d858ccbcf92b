package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.control.ControlCommand;
import dev.templatedeployer.control.ControlDesk;
import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlRules;
import dev.templatedeployer.control.ControlState.AccessGrant;
import dev.templatedeployer.control.GrantedRole;
import dev.templatedeployer.domain.TemplateName;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/v1/access…`: who may do what, and changes of that.
final class AccessResource {

  private static final int MOST_TEMPLATES = 100;

  private final ControlDesk desk;
  private final ControlChanges changes;

  AccessResource(Services services) {
    this.desk = services.desk();
    this.changes = new ControlChanges(services);
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/access", Role.VIEWER, ctx -> list(ctx, _ -> true))
        .get("/v1/access/owner", Role.VIEWER, this::owner)
        .get(
            "/v1/access/backends",
            Role.VIEWER,
            ctx -> list(ctx, grant -> grant.roles().contains(GrantedRole.BACKEND)))
        .post("/v1/access/grants", Role.ADMIN, this::grant)
        .post("/v1/access/revocations", Role.ADMIN, this::revoke);
  }

  private void list(Context ctx, Predicate<AccessGrant> wanted) {
    Parameters.of(ctx, Set.of());
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    grants(wanted).forEach(grant -> items.add(json(grant)));
    Answers.json(ctx, json);
  }

  private void owner(Context ctx) {
    Parameters.of(ctx, Set.of());
    ControlRecord<AccessGrant> owner =
        grants(grant -> grant.roles().contains(GrantedRole.OWNER))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("Nobody owns the service."));
    Answers.json(ctx, json(owner));
  }

  private void grant(Context ctx) {
    Parameters.of(ctx, Set.of());
    var fields = new Fields(RequestBody.of(ctx).json());
    String name = fields.requiredText("name", ControlRules.MAX_NAME);
    GrantedRole role = role(fields, fields.requiredText("role", 32));
    Set<TemplateName> templates = templates(fields);
    String reason = fields.requiredText("reason", ControlRules.MAX_REASON);
    fields.done();
    if (role == null) {
      throw new IllegalStateException("A role that is missing was not noticed.");
    }
    changes.make(ctx, new ControlCommand.Grant(name, role, templates), reason);
  }

  private void revoke(Context ctx) {
    Parameters.of(ctx, Set.of());
    var fields = new Fields(RequestBody.of(ctx).json());
    String name = fields.requiredText("name", ControlRules.MAX_NAME);
    String word = fields.text("role", 32);
    GrantedRole role = word == null ? null : role(fields, word);
    String reason = fields.requiredText("reason", ControlRules.MAX_REASON);
    fields.done();
    changes.make(ctx, new ControlCommand.Revoke(name, role), reason);
  }

  private Stream<ControlRecord<AccessGrant>> grants(Predicate<AccessGrant> wanted) {
    return desk.controls().access().values().stream()
        .filter(record -> !record.state().roles().isEmpty() && wanted.test(record.state()))
        .sorted(Comparator.comparing(record -> record.state().name()));
  }

  private static @Nullable GrantedRole role(Fields fields, String word) {
    var role = GrantedRole.of(word);
    if (role.isEmpty() && !word.isEmpty()) {
      fields.add(
          "/role",
          "UNKNOWN_ROLE",
          "There is no such role. There are: %s."
              .formatted(
                  Arrays.stream(GrantedRole.values())
                      .map(GrantedRole::word)
                      .collect(Collectors.joining(", "))));
    }
    return role.orElse(null);
  }

  private static @Nullable Set<TemplateName> templates(Fields fields) {
    List<String> names = fields.textList("templates", MOST_TEMPLATES);
    if (names == null) {
      return null;
    }
    var templates = new HashSet<TemplateName>();
    for (int i = 0; i < names.size(); i++) {
      try {
        templates.add(new TemplateName(names.get(i)));
      } catch (IllegalArgumentException e) {
        fields.add("/templates/" + i, "NOT_A_NAME", String.valueOf(e.getMessage()));
      }
    }
    return templates;
  }

  private static ObjectNode json(ControlRecord<AccessGrant> record) {
    AccessGrant grant = record.state();
    ObjectNode json = Json.object().put("name", grant.name());
    var roles = json.putArray("roles");
    grant.roles().stream().sorted().forEach(role -> roles.add(role.word()));
    if (grant.templates() != null) {
      var templates = json.putArray("templates");
      grant.templates().stream().map(TemplateName::value).sorted().forEach(templates::add);
    }
    return ControlResource.withOrigin(json, record);
  }
}
