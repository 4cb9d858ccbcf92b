package dev.templatedeployer.template;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The kit is tried on a template that keeps the contract, and each of its checks on one that does
/// not.
class TemplateContractTest {

  /// For each check a template that it has to find fault with.
  static final Map<String, Supplier<Template<?>>> WRONG =
      Map.ofEntries(
          entry("canBeHosted", () -> named("Not A Name")),
          entry("canBeFoundByTheService", () -> named("anonymous-class")),
          entry("hasAVersionOfThreeNumbers", Undescribed::new),
          entry("isDescribedForAPersonWhoHasToChoose", Undescribed::new),
          entry("alwaysSaysTheSameOfItself", Fickle::new),
          entry("explainsEveryFieldOfItsConfig", Undescribed::new),
          entry("refusesFieldsThatItDoesNotKnow", TakesAnything::new),
          entry("findsNothingWrongWithAValidConfig", NeverContent::new),
          entry("saysWhatIsWrongWithAnInvalidConfig", TakesAnything::new),
          entry("checksAConfigWithoutDoingAnything", CreatesWhileChecking::new),
          entry("saysOnlyALittleOfWhatItCreated", Talkative::new),
          entry("createsNothingButItsCanister", CreatesTooMuch::new),
          entry("createsNothingMoreWhenItIsCalledAgain", CreatesTooMuch::new),
          entry("createsNothingMoreInANewProcessThatKnowsNothingOfTheFirst", CreatesTooMuch::new),
          entry("createsNothingMoreWhenItIsCalledByManyAtOnce", CreatesTooMuch::new),
          entry("endsSoonWhenItIsInterruptedAndMayThenBeCalledAgain", Deaf::new),
          entry("failsWithACodeAndASentenceThatAPersonCanActOn", Curt::new));

  /// What the wrong ones create beside the service.
  static final Set<Principal> WORLD = ConcurrentHashMap.newKeySet();

  @ParameterizedTest
  @MethodSource("checks")
  void findsNoFaultWithATemplateThatKeepsIt(String check) throws Exception {
    assertThat(faultFoundBy(check, WellBehavedTemplate::new)).isNull();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void findsFaultWithATemplateThatBreaksIt(String check) throws Exception {
    Supplier<Template<?>> wrong = requireNonNull(WRONG.get(check), "a wrong template for it");
    assertThat(faultFoundBy(check, wrong)).isInstanceOf(AssertionError.class);
  }

  @Test
  void saysWhatTheFaultIs() throws Exception {
    assertThat(faultFoundBy("explainsEveryFieldOfItsConfig", Undescribed::new))
        .hasMessageContaining("fields of the schema without title or description")
        .hasMessageContaining("/properties/size");
    assertThat(faultFoundBy("endsSoonWhenItIsInterruptedAndMayThenBeCalledAgain", Deaf::new))
        .hasMessageContaining("the call ends within PT0.2S after its interruption");
    assertThat(faultFoundBy("failsWithACodeAndASentenceThatAPersonCanActOn", Curt::new))
        .hasMessageContaining("message, a sentence for a person");
  }

  static Stream<String> checks() {
    return Arrays.stream(TemplateContract.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName);
  }

  private static @Nullable Throwable faultFoundBy(String check, Supplier<Template<?>> template)
      throws Exception {
    WORLD.clear();
    Method method = TemplateContract.class.getDeclaredMethod(check);
    method.setAccessible(true);
    try {
      method.invoke(contractOf(template));
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }

  /// The contract of whatever template it is given. Not a class of its own, so that nobody takes it
  /// for a test.
  private static TemplateContract contractOf(Supplier<Template<?>> template) {
    return new TemplateContract() {
      @Override
      protected Template<?> template() {
        return template.get();
      }

      @Override
      protected String validConfig() {
        return "{\"size\": \"SMALL\"}";
      }

      @Override
      protected List<String> invalidConfigs() {
        return List.of("{}", "{\"size\": \"HUGE\"}");
      }

      @Override
      protected List<String> failingConfigs() {
        return List.of("{\"size\": \"NONE\"}");
      }

      @Override
      protected Set<Principal> existing() {
        var all = new HashSet<>(super.existing());
        all.addAll(WORLD);
        return all;
      }

      @Override
      protected Duration patience() {
        return Duration.ofMillis(200);
      }
    };
  }

  private static Template<?> named(String name) {
    return new WellBehavedTemplate() {
      @Override
      public String name() {
        return name;
      }
    };
  }

  private static class Undescribed extends WellBehavedTemplate {
    @Override
    public String version() {
      return "latest";
    }

    @Override
    public String description() {
      return "canisters";
    }

    @Override
    public String configSchema() {
      return "{\"properties\": {\"size\": {\"type\": \"string\"}}}";
    }
  }

  private static class Fickle extends WellBehavedTemplate {
    private static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public String name() {
      return "fickle-" + ASKED.incrementAndGet();
    }
  }

  private static class TakesAnything implements Template<JsonNode> {
    @Override
    public String name() {
      return "anything";
    }

    @Override
    public String version() {
      return "1.0.0";
    }

    @Override
    public String title() {
      return "Anything";
    }

    @Override
    public String description() {
      return "Takes any config at all.";
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
    public TemplateResult create(JsonNode config, TemplateContext context) {
      return TemplateResult.created();
    }
  }

  private static class NeverContent extends WellBehavedTemplate {
    @Override
    public List<Violation> validate(Order config, Instant now) {
      return List.of(new Violation("", "UGLY", "This could be prettier."));
    }
  }

  private static class CreatesWhileChecking extends WellBehavedTemplate {
    @Override
    public List<Violation> validate(Order config, Instant now) {
      WORLD.add(CanisterIds.of("checked"));
      return List.of();
    }
  }

  private static class Talkative extends WellBehavedTemplate {
    @Override
    public TemplateResult create(Order config, TemplateContext context) {
      return new TemplateResult(Map.of("log", "bla ".repeat(100)));
    }
  }

  private static class CreatesTooMuch extends WellBehavedTemplate {
    private static final AtomicInteger CREATED = new AtomicInteger();

    @Override
    public TemplateResult create(Order config, TemplateContext context) {
      WORLD.add(CanisterIds.of("new-" + CREATED.incrementAndGet()));
      return TemplateResult.created();
    }
  }

  private static class Deaf extends WellBehavedTemplate {
    @Override
    public TemplateResult create(Order config, TemplateContext context) {
      while (true) {
        LockSupport.parkNanos(1_000_000);
        boolean _ = Thread.interrupted();
      }
    }
  }

  private static class Curt extends WellBehavedTemplate {
    @Override
    public TemplateResult create(Order config, TemplateContext context) throws TemplateFailure {
      throw new PermanentFailure("NO", "no");
    }
  }
}
