package dev.templatedeployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.template.AttemptPolicy;
import dev.templatedeployer.template.WellBehavedTemplate;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrantedTermsTest {

  private static final TemplateName NAME = new TemplateName("well-behaved");

  @Test
  void areTheStandardIfNobodySaysAnything() throws Exception {
    GrantedTerms terms = terms(AttemptPolicy.STANDARD, Map.of());
    assertThat(terms.of(NAME).policy()).isEqualTo(Policy.STANDARD);
    assertThat(terms.parallelism()).containsExactly(Map.entry(NAME, 2_000));
  }

  @Test
  void areWhatTheTemplateAsksFor() throws Exception {
    var wish =
        new AttemptPolicy(
            7, 5, Duration.ofMillis(500), Duration.ofMinutes(1), Duration.ofSeconds(90));
    GrantedTerms terms = terms(wish, Map.of());
    assertThat(terms.parallelism()).containsExactly(Map.entry(NAME, 7));
    assertThat(terms.of(NAME).policy())
        .isEqualTo(
            new Policy(
                5,
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                Duration.ofSeconds(90),
                Policy.STANDARD.lease(),
                Policy.STANDARD.startTimeout(),
                Policy.STANDARD.maxDrives()));
  }

  @Test
  void areWhatTheOperatorSetsEvenIfThatIsTheStandard() throws Exception {
    GrantedTerms terms =
        terms(
            AttemptPolicy.STANDARD.withMaxAttempts(9).withParallelism(7),
            Map.of(
                "templates.well-behaved.max-attempts", "3",
                "templates.well-behaved.parallelism", "2000"));
    assertThat(terms.of(NAME).policy().maxAttempts()).isEqualTo(3);
    assertThat(terms.parallelism()).containsExactly(Map.entry(NAME, 2_000));
  }

  @Test
  void areNoneForATemplateThatThereIsNot() {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> terms(AttemptPolicy.STANDARD, Map.of("templates.gone.max-attempts", "3")))
        .withMessage(
            "Settings are given for templates that there are not: gone. There are: well-behaved.");
  }

  private static GrantedTerms terms(AttemptPolicy wish, Map<String, String> more) throws Exception {
    var given = new HashMap<>(more);
    given.put("deployer.state-dir", "state");
    Settings settings = Deployer.settings(given, Map.of(), null);
    var template =
        new WellBehavedTemplate() {
          @Override
          public AttemptPolicy policy() {
            return wish;
          }
        };
    return GrantedTerms.of(TemplateCatalog.of(List.of(template), Principal.Form.TEXTUAL), settings);
  }
}
