package dev.templatedeployer.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.template.catalog.TemplateMalfunction;
import dev.templatedeployer.template.catalog.UnreadableConfig;
import dev.templatedeployer.template.catalog.UnusableTemplates;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every template has to do, as tests. Extend it, say what your template is and give it a few
/// configs:
///
/// ```java
/// class PostgresTemplateTest extends TemplateContract {
///   @Override
///   protected Template<?> template() {
///     return new PostgresTemplate();
///   }
///
///   @Override
///   protected String validConfig() {
///     return "{\"size\": \"SMALL\"}";
///   }
///
///   @Override
///   protected List<String> invalidConfigs() {
///     return List.of("{}", "{\"size\": \"HUGE\"}");
///   }
/// }
/// ```
///
/// If your template creates canisters elsewhere than on [TemplateContext#canisters()], say with
/// [#existing()] what is there; against a fake of that place, or the place itself.
public abstract class TemplateContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Keywords of a schema in whose values there are no schemas.
  private static final Set<String> PLAIN_VALUES = Set.of("const", "default", "enum", "examples");

  private static final int CROWD = 8;
  private static final String CODE = "[A-Z][A-Z0-9_]{0,63}";
  private static final String DEPLOYMENT = "contract-1";

  private final RecordingCanisterHosts hosts = new RecordingCanisterHosts();

  /// A new instance of the template, as a new process would make it.
  protected abstract Template<?> template();

  /// A config that there is nothing wrong with, and that can be deployed within a few seconds.
  protected abstract String validConfig();

  /// Configs with something wrong in each, as JSON objects.
  protected abstract List<String> invalidConfigs();

  /// Configs that there is nothing wrong with, and whose deployment fails all the same.
  protected List<String> failingConfigs() {
    return List.of();
  }

  /// The ids of the canisters that exist now.
  protected Set<Principal> existing() {
    return hosts.existing();
  }

  /// When commands are taken in.
  protected Instant now() {
    return Instant.parse("2026-03-01T12:00:00Z");
  }

  /// What principals in configs have to look like.
  protected Principal.Form form() {
    return Principal.Form.TEXTUAL;
  }

  /// How long an interrupted call may take to end.
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  /// Checks that the service finds the template: with the service loader, unless it is a folder
  /// with a `template.yaml`, whose test says how it is read.
  protected void assertFound() throws Exception {
    Class<?> type = template().getClass();
    assertThat(type).as("the class of the template").isPublic();
    assertThat(type.getConstructors())
        .as("public constructors without parameters of %s", type.getName())
        .anyMatch(constructor -> constructor.getParameterCount() == 0);
    assertThat(Modifier.isAbstract(type.getModifiers())).as("is abstract").isFalse();
  }

  @Test
  void canBeHosted() {
    assertThatNoException().isThrownBy(() -> TemplateCatalog.of(List.of(template()), form()));
  }

  @Test
  void canBeFoundByTheService() throws Exception {
    assertFound();
  }

  @Test
  void hasAVersionOfThreeNumbers() {
    assertThat(template().version()).as("version").matches("\\d+\\.\\d+\\.\\d+([-+].+)?");
  }

  @Test
  void isDescribedForAPersonWhoHasToChoose() {
    assertThat(template().title()).as("title").hasSizeBetween(2, 60).doesNotEndWith(".");
    assertSentence("description", template().description());
  }

  @Test
  void alwaysSaysTheSameOfItself() {
    Template<?> one = template();
    Template<?> other = template();
    assertThat(one.name()).as("name").isEqualTo(one.name()).isEqualTo(other.name());
    assertThat(one.version()).as("version").isEqualTo(one.version()).isEqualTo(other.version());
    assertThat(one.policy()).as("policy").isEqualTo(one.policy()).isEqualTo(other.policy());
    assertThat(one.configSchema())
        .as("schema")
        .isEqualTo(one.configSchema())
        .isEqualTo(other.configSchema());
  }

  @Test
  void explainsEveryFieldOfItsConfig() throws Exception {
    List<String> unexplained = new ArrayList<>();
    collectUnexplained(JSON.readTree(template().configSchema()), "", unexplained);
    assertThat(unexplained).as("fields of the schema without title or description").isEmpty();
  }

  @Test
  void refusesFieldsThatItDoesNotKnow() throws Exception {
    String config = validConfig().strip();
    String extended =
        "{\"fieldThatNobodyKnows\": 1"
            + (config.equals("{}") ? "" : ", " + config.substring(1, config.length() - 1))
            + "}";
    assertThat(violations(extended))
        .as("violations of a config with an unknown field; set 'additionalProperties' to false")
        .extracting(Violation::field)
        .contains("/fieldThatNobodyKnows");
  }

  @Test
  void findsNothingWrongWithAValidConfig() throws Exception {
    assertThat(violations(validConfig())).as("violations of the valid config").isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAnInvalidConfig() throws Exception {
    assertThat(invalidConfigs()).as("invalid configs to try").isNotEmpty();
    for (String config : invalidConfigs()) {
      List<Violation> violations = violations(config);
      assertThat(violations).as("violations of %s", config).isNotEmpty();
      for (Violation violation : violations) {
        assertThat(violation.field()).as("field, a JSON Pointer").matches("(/.*)?");
        assertThat(violation.code()).as("code").matches(CODE);
        assertSentence("message", violation.message());
      }
    }
  }

  @Test
  void checksAConfigWithoutDoingAnything() throws Exception {
    HostedTemplate<?> hosted = hosted(template());
    assertThat(hosted.violations(utf8(validConfig()), now()))
        .as("violations when the same config is checked again")
        .isEqualTo(hosted.violations(utf8(validConfig()), now()));
    assertThat(existing()).as("canisters after a check").isEmpty();
  }

  @Test
  void saysOnlyALittleOfWhatItCreated() throws Exception {
    TemplateResult result = create(template(), 1, 1);
    assertThat(result).as("result").isNotNull();
    assertThat(result.details()).as("details").hasSizeLessThanOrEqualTo(32);
    result
        .details()
        .forEach((key, value) -> {
          assertThat(key).as("key of a detail").hasSizeBetween(1, 256);
          assertThat(value).as("the detail '%s'", key).hasSizeLessThanOrEqualTo(256);
        });
  }

  @Test
  void createsNothingButItsCanister() throws Exception {
    create(template(), 1, 1);
    assertThat(existing())
        .as("canisters after one deployment")
        .isSubsetOf(CanisterIds.of(DEPLOYMENT));
  }

  @Test
  void createsNothingMoreWhenItIsCalledAgain() throws Exception {
    Template<?> template = template();
    TemplateResult first = create(template, 1, 1);
    Set<Principal> before = existing();
    TemplateResult second = create(template, 1, 2);
    assertThat(existing()).as("canisters after the second call").isEqualTo(before);
    assertThat(second).as("result of the second call").isEqualTo(first);
  }

  @Test
  void createsNothingMoreInANewProcessThatKnowsNothingOfTheFirst() throws Exception {
    TemplateResult first = create(template(), 1, 1);
    Set<Principal> before = existing();
    TemplateResult second = create(template(), 2, 1);
    assertThat(existing()).as("canisters after the second attempt").isEqualTo(before);
    assertThat(second).as("result of the second attempt").isEqualTo(first);
  }

  @Test
  void createsNothingMoreWhenItIsCalledByManyAtOnce() throws Exception {
    Template<?> template = template();
    var begin = new CountDownLatch(1);
    List<Future<TemplateResult>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int drive = 1; drive <= CROWD; drive++) {
        int mine = drive;
        results.add(
            threads.submit(() -> {
              begin.await();
              return create(template, 1, mine);
            }));
      }
      begin.countDown();
      for (Future<TemplateResult> result : results) {
        assertThat(result.get())
            .as("result of one of many calls")
            .isEqualTo(results.getFirst().get());
      }
    }
    assertThat(existing())
        .as("canisters after many calls at once")
        .isSubsetOf(CanisterIds.of(DEPLOYMENT));
  }

  @Test
  void endsSoonWhenItIsInterruptedAndMayThenBeCalledAgain() throws Exception {
    Template<?> template = template();
    Throwable thrown = thrownWhenInterrupted(template);
    assertThat(
            thrown == null
                || thrown instanceof InterruptedException
                || thrown instanceof TemplateFailure)
        .as(
            "an interrupted call may return, or throw InterruptedException or a TemplateFailure; it threw %s",
            thrown)
        .isTrue();
    TemplateResult again = create(template, 1, 2);
    assertThat(again).as("result of the call after the interrupted one").isNotNull();
    assertThat(existing())
        .as("canisters after an interrupted call and another")
        .isSubsetOf(CanisterIds.of(DEPLOYMENT));
  }

  @Test
  void failsWithACodeAndASentenceThatAPersonCanActOn() throws Exception {
    for (String config : failingConfigs()) {
      Throwable thrown = thrownBy(() -> create(template(), config, 1, 1));
      assertThat(thrown)
          .as("what a deployment of %s throws", config)
          .isInstanceOf(TemplateFailure.class);
      var failure = (TemplateFailure) thrown;
      assertThat(failure.code()).as("code").matches(CODE);
      assertSentence("message", failure.getMessage());
    }
  }

  /// Fields that are constants or references to elsewhere are explained there.
  private static void collectUnexplained(JsonNode schema, String place, List<String> unexplained) {
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          JsonNode of = field.getValue();
          boolean isExplained = of.hasNonNull("title") && of.hasNonNull("description");
          if (!isExplained && !of.has("const") && !of.has("$ref")) {
            unexplained.add(place + "/properties/" + field.getKey());
          }
        });
    schema
        .properties()
        .forEach(part -> {
          if (!PLAIN_VALUES.contains(part.getKey())) {
            collectUnexplained(part.getValue(), place + "/" + part.getKey(), unexplained);
          }
        });
    for (int i = 0; i < schema.size() && schema.isArray(); i++) {
      collectUnexplained(schema.get(i), place + "/" + i, unexplained);
    }
  }

  private static void assertSentence(String what, @Nullable String text) {
    assertThat(text).as(what).isNotNull();
    assertThat(String.valueOf(text))
        .as("%s, a sentence for a person", what)
        .matches("(?s)[\\p{Lu}'].*[.!?]")
        .hasSizeBetween(12, 2048)
        .doesNotContain("Exception", "\n\tat ");
  }

  private List<Violation> violations(String config) throws UnusableTemplates, TemplateMalfunction {
    return hosted(template()).violations(utf8(config), now());
  }

  private HostedTemplate<?> hosted(Template<?> template) throws UnusableTemplates {
    return TemplateCatalog.of(List.of(template), form()).all().getFirst();
  }

  private TemplateResult create(Template<?> template, int attempt, int drive) throws Exception {
    return create(template, validConfig(), attempt, drive);
  }

  private TemplateResult create(Template<?> template, String config, int attempt, int drive)
      throws Exception {
    return create(hosted(template), config, context(attempt, drive));
  }

  private TemplateContext context(int attempt, int drive) {
    return new ContractContext(
        DEPLOYMENT, attempt, drive, now(), hosts.hostFor(CanisterIds.of(DEPLOYMENT)));
  }

  private static <C> TemplateResult create(
      HostedTemplate<C> hosted, String config, TemplateContext context)
      throws UnreadableConfig, TemplateFailure, InterruptedException {
    return hosted.template().create(hosted.read(utf8(config)), context);
  }

  /// What a call throws whose thread was interrupted before it began; null if it returns.
  private @Nullable Throwable thrownWhenInterrupted(Template<?> template) throws Exception {
    var thrown = new AtomicReference<@Nullable Throwable>();
    Thread call =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              thrown.set(thrownBy(() -> create(template, 1, 1)));
            });
    assertThat(call.join(patience()))
        .as("the call ends within %s after its interruption", patience())
        .isTrue();
    return thrown.get();
  }

  /// Something to do that may throw anything.
  private interface Action {
    @Nullable Object call() throws Exception;
  }

  private static @Nullable Throwable thrownBy(Action action) {
    try {
      action.call();
      return null;
    } catch (Throwable thrown) {
      return thrown;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
