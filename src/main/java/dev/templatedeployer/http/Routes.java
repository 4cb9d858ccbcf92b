package dev.templatedeployer.http;

import dev.templatedeployer.access.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What is served where. A path answers `HEAD` as it answers `GET`, tells its methods to `OPTIONS`,
/// and refuses every other method with the list of its own.
final class Routes {

  private static final List<HandlerType> ANSWERED =
      List.of(
          HandlerType.GET,
          HandlerType.HEAD,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE,
          HandlerType.OPTIONS);

  private final Gate gate;
  private final Map<String, Map<HandlerType, Handler>> byPath = new LinkedHashMap<>();

  Routes(Gate gate) {
    this.gate = gate;
  }

  /// Turns away methods that are not known anywhere.
  ///
  /// @throws Problem if the method of the request is one
  static void checkMethod(Context ctx) {
    if (!ANSWERED.contains(ctx.method())) {
      throw Problem.of(
          HttpStatus.NOT_IMPLEMENTED,
          "NOT_IMPLEMENTED",
          "The method of the request is not known here. There are: %s.".formatted(names(ANSWERED)));
    }
  }

  /// Serves something that everybody may look at, known or not, as often as they like: what costs
  /// no more than to turn somebody away.
  Routes probe(String path, Handler handler) {
    return look(path, handler);
  }

  /// Serves something that everybody may look at, known or not.
  Routes open(String path, Handler handler) {
    return look(path, gate.guardOpen(handler));
  }

  /// Serves something that may be looked at by those who have the role `needed`.
  Routes get(String path, Role needed, Handler handler) {
    return get(path, Set.of(needed), handler);
  }

  /// Serves something that may be looked at by those who have one of the roles `needed`.
  Routes get(String path, Set<Role> needed, Handler handler) {
    return look(path, gate.guard(needed, handler));
  }

  /// Serves something that everybody may look at who is known, whatever their role.
  Routes known(String path, Handler handler) {
    return look(path, gate.guardKnown(handler));
  }

  /// Serves something that may change the world to those who have the role `needed`.
  Routes post(String path, Role needed, Handler handler) {
    return add(HandlerType.POST, path, gate.guard(Set.of(needed), handler));
  }

  /// Serves every method alike, to everybody.
  Routes any(String path, Handler handler) {
    Handler guarded = gate.guardOpen(handler);
    ANSWERED.forEach(method -> add(method, path, guarded));
    return this;
  }

  /// The methods of each path, but for those that every path has.
  Map<String, List<String>> table() {
    var table = new LinkedHashMap<String, List<String>>();
    byPath.forEach((path, handlers) ->
        table.put(
            path,
            handlers.keySet().stream()
                .filter(method -> !method.equals(HandlerType.HEAD))
                .map(HandlerType::name)
                .toList()));
    return table;
  }

  void addTo(RoutesConfig javalin) {
    byPath.forEach((path, handlers) -> {
      String allow = allow(handlers);
      for (HandlerType method : ANSWERED) {
        Handler handler = handlers.getOrDefault(method, other(allow));
        javalin.addHttpHandler(method, path, Uncaught.guarded(handler));
      }
    });
  }

  private Routes look(String path, Handler handler) {
    add(HandlerType.GET, path, handler);
    return add(HandlerType.HEAD, path, handler);
  }

  private Routes add(HandlerType method, String path, Handler handler) {
    byPath.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(method, handler);
    return this;
  }

  private static String allow(Map<HandlerType, Handler> handlers) {
    return names(
        ANSWERED.stream()
            .filter(method -> handlers.containsKey(method) || method.equals(HandlerType.OPTIONS))
            .toList());
  }

  private static String names(List<HandlerType> methods) {
    return methods.stream().map(HandlerType::name).collect(Collectors.joining(", "));
  }

  private static Handler other(String allow) {
    return ctx -> {
      if (!ctx.method().equals(HandlerType.OPTIONS)) {
        throw notAllowed(ctx, allow);
      }
      ctx.status(HttpStatus.NO_CONTENT).header("Allow", allow);
    };
  }

  private static Problem notAllowed(Context ctx, String allow) {
    return Problem.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            "'%s' does not take %s. It takes: %s.".formatted(ctx.path(), ctx.method(), allow))
        .with("Allow", allow);
  }
}
