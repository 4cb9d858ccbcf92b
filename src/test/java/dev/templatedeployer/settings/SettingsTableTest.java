package dev.templatedeployer.settings;

import static dev.templatedeployer.settings.Notations.atLeast;
import static dev.templatedeployer.settings.Notations.duration;
import static dev.templatedeployer.settings.Notations.secret;
import static dev.templatedeployer.settings.Notations.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

  @Test
  void listsWhatIsWorthTuningFirst() {
    var settings =
        List.<Setting<?>>of(
            Setting.of("deployer.pause", duration(), Duration.ofSeconds(90)).saying("A | B."),
            Setting.of("deployer.executor.parallelism", atLeast(1), 64)
                .saying("Attempts run at once.")
                .worthTuning(),
            Setting.required("deployer.url", text()).saying("Where."),
            Setting.optional("deployer.password", secret()).saying("What."));

    assertThat(SettingsTable.markdown(settings))
        .isEqualTo(
            """
            ### Worth tuning

            | setting | a value is | default | what it does |
            |---|---|---|---|
            | `deployer.executor.parallelism` | a whole number of at least 1 | `64` | Attempts run at once. |

            ### Rarely touched

            | setting | a value is | default | what it does |
            |---|---|---|---|
            | `deployer.pause` | a duration | `90s` | A \\| B. |
            | `deployer.url` | a text | (has to be given) | Where. |
            | `deployer.password` | a secret | `(none)` | What. |
            """);
  }
}
