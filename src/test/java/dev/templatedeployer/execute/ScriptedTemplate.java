package dev.templatedeployer.execute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A template that does what a test says, and remembers for whom.
final class ScriptedTemplate implements Template<JsonNode> {

  private final String name;
  private volatile Script script = _ -> TemplateResult.created();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  /// What happens in a call.
  @FunctionalInterface
  interface Script {
    @Nullable TemplateResult play(TemplateContext context) throws Throwable;
  }

  ScriptedTemplate(String name) {
    this.name = name;
  }

  void does(Script next) {
    script = next;
  }

  /// The calls so far, as `deployment/attempt.drive`.
  List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Scripted";
  }

  @Override
  public String description() {
    return "Does what a test says.";
  }

  @Override
  public Class<JsonNode> configType() {
    return JsonNode.class;
  }

  @Override
  public String configSchema() {
    return "{}";
  }

  @Override
  public TemplateResult create(JsonNode config, TemplateContext context)
      throws TemplateFailure, InterruptedException {
    calls.add("%s/%d.%d".formatted(context.deploymentId(), context.attempt(), context.drive()));
    return anything(context);
  }

  @SuppressWarnings("NullAway") // a template may return null, though it should not
  private TemplateResult anything(TemplateContext context) {
    try {
      return script.play(context);
    } catch (Throwable thrown) {
      throw ScriptedTemplate.<RuntimeException>disguised(thrown);
    }
  }

  /// Lets a script throw what no signature allows.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T disguised(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
